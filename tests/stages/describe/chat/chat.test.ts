import { describe, expect, it, vi } from "vitest";
import { openChat, type ChatSettings } from "../../../../src/stages/describe/chat/chat.js";
import type { ChatPrompt } from "../../../../src/stages/describe/chat/prompt.js";
import { answers, says, startChat, type Answer } from "../../../helpers/chat-server.js";

const prompt: ChatPrompt = { themeId: "t", system: "Name it.", user: '{"terms":[]}' };
const KEY = "sk-test-1234567890";

async function ask(answer: Answer, settings: Partial<ChatSettings> = {}): Promise<string> {
  const { url } = await startChat(answer);
  const chat = await openChat(
    { url, model: "small" },
    { environment: {}, seed: 42, timeoutSeconds: 5, ...settings },
  );
  return chat.ask(prompt, new AbortController().signal);
}

describe("openChat", () => {
  it("sends the prompt, the model, a seed and no temperature, and gives back the message", async () => {
    const { url, requests } = await startChat(says("hello"));
    const chat = await openChat({ url, model: "small" }, { environment: {}, seed: 7 });
    expect(await chat.ask(prompt, new AbortController().signal)).toBe("hello");
    expect(requests).toHaveLength(1);
    expect(requests[0]?.path).toBe("/v1/chat/completions");
    expect(requests[0]?.headers.authorization).toBeUndefined();
    expect(requests[0]?.body).toEqual({
      ...{ model: "small", temperature: 0, seed: 7, stream: false },
      messages: [
        { role: "system", content: prompt.system },
        { role: "user", content: prompt.user },
      ],
    });
    expect(chat.host).toBe(new URL(url).host);
  });

  it("sends the key of the variable that was named", async () => {
    const { url, requests } = await startChat(says("hello"));
    const environment = { MY_KEY: KEY, OPENAI_API_KEY: "another" };
    const chat = await openChat({ url, model: "m", keyEnv: "MY_KEY" }, { environment, seed: 1 });
    await chat.ask(prompt, new AbortController().signal);
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(JSON.stringify(chat)).not.toContain(KEY);
  });

  it.each([{}, { MY_KEY: "" }, { MY_KEY: "two words" }, { MY_KEY: "line\nbreak" }])(
    "refuses the environment %j and names the variable only",
    async (environment: Record<string, string>) => {
      const opened = openChat(
        { url: "http://127.0.0.1:9", model: "m", keyEnv: "MY_KEY" },
        { environment, seed: 1 },
      );
      await expect(opened).rejects.toMatchObject({ name: "UserError", kind: "config" });
      await expect(opened).rejects.toThrow(/environment variable MY_KEY/);
      if (environment["MY_KEY"]) await expect(opened).rejects.not.toThrow(environment["MY_KEY"]);
    },
  );

  it("sends nothing to a name that stands for another address by the time of the connection", async () => {
    const { url, requests } = await startChat(says("hello"));
    const named = url.replace("127.0.0.1", "model.example");
    expect(named).not.toBe(url);
    const answers = [["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"]];
    const lookup = () => Promise.resolve(answers.shift() ?? []);
    const chat = await openChat({ url: named, model: "m" }, { environment: {}, seed: 1, lookup });
    expect(await chat.ask(prompt, new AbortController().signal)).toBe("hello");
    await expect(chat.ask(prompt, new AbortController().signal)).rejects.toMatchObject({ kind: "config" });
    expect(requests).toHaveLength(1);
  });

  it("sends nothing to an address that must not be asked", async () => {
    const request = vi.fn();
    const opened = openChat(
      { url: "http://169.254.169.254/v1", model: "m" },
      { environment: {}, seed: 1, request },
    );
    await expect(opened).rejects.toMatchObject({ kind: "config" });
    expect(request).not.toHaveBeenCalled();
  });

  it.each([301, 302, 303, 307, 308])("refuses to follow a %i, wherever it leads", async (status) => {
    const elsewhere = await startChat(says("never"));
    for (const location of [`${elsewhere.url}/x?token=1`, "http://169.254.169.254/latest", "/v2", ""]) {
      const asked = ask(answers(status, "", { location }));
      await expect(asked).rejects.toMatchObject({ name: "UserError", kind: "config" });
      await expect(asked).rejects.not.toThrow(/token/);
    }
    expect(elsewhere.requests).toHaveLength(0);
  });

  it.each<[what: string, answer: Answer, message: RegExp]>([
    ["500", answers(500, "oops"), /answered 500/],
    ["404", answers(404), /answered 404/],
    ["429", answers(429), /answered 429/],
    ["a page", answers(200, "<html>Log in</html>"), /not JSON/],
    ["broken JSON", answers(200, '{"choices":['), /not JSON/],
    ["no choices", answers(200, '{"choices":[]}'), /no message/],
    ["null", answers(200, "null"), /no message/],
    ["a message that is no text", answers(200, '{"choices":[{"message":{"content":7}}]}'), /no message/],
    ["nothing", answers(200), /not JSON/],
    ["a flood", answers(200, "x".repeat(400_000)), /too long/],
    ["a broken connection", (_, response) => response.destroy(), /could not be reached/],
    [
      "half an answer",
      (_, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("{");
        setTimeout(() => response.destroy(), 10);
      },
      /could not be reached/,
    ],
  ])("takes %s for no label", async (_, answer, message) => {
    const asked = ask(answer);
    await expect(asked).rejects.toMatchObject({ name: "ChatFailure" });
    await expect(asked).rejects.toThrow(message);
  });

  it.each<[string, Answer]>([
    ["no answer", () => undefined],
    ["an answer that stops", (_, response) => void response.writeHead(200).write("{")],
  ])("gives up on %s after a while", async (_, answer) => {
    const asked = ask(answer, { timeoutSeconds: 0.05 });
    await expect(asked).rejects.toMatchObject({ name: "ChatFailure", unreachable: true });
    await expect(asked).rejects.toThrow(/no answer within 0\.05 s/);
  });

  it("tells a closed port from an answer", async () => {
    const chat = await openChat({ url: "http://127.0.0.1:9/v1", model: "m" }, { environment: {}, seed: 1 });
    const asked = chat.ask(prompt, new AbortController().signal);
    await expect(asked).rejects.toMatchObject({ name: "ChatFailure", unreachable: true });
  });

  it("stops with the run", async () => {
    const { url } = await startChat(() => undefined);
    const chat = await openChat({ url, model: "m" }, { environment: {}, seed: 1 });
    const controller = new AbortController();
    const asked = chat.ask(prompt, controller.signal);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  });

  it("does not send a loopback address through a proxy", async () => {
    const { url, requests } = await startChat(says("hello"));
    const environment = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9" };
    const chat = await openChat({ url, model: "m" }, { environment, seed: 1 });
    expect(await chat.ask(prompt, new AbortController().signal)).toBe("hello");
    expect(requests).toHaveLength(1);
  });
});
