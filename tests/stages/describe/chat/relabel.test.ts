import { describe, expect, it } from "vitest";
import type { Chat } from "../../../../src/stages/describe/chat/chat.js";
import type { ChatPrompt } from "../../../../src/stages/describe/chat/prompt.js";
import { ChatFailure } from "../../../../src/stages/describe/chat/reply.js";
import { labelPrompts, relabel } from "../../../../src/stages/describe/chat/relabel.js";
import { UserError } from "../../../../src/errors.js";
import type { Subtheme, Theme } from "../../../../src/shapes/theme.js";
import { recordContext } from "../../../helpers/model-context.js";
import { sampleInput } from "../../../helpers/sample-report.js";

const sample = sampleInput();
const themes = sample.themes.slice(0, 3);
const input = { themes, passages: sample.passages };

type Reply = string | { label: string; summary?: string; parts?: string[] } | Error;

/** An endpoint that gives these replies in turn, the last one for good. */
function chatThatSays(...replies: Reply[]): Chat & { asked: ChatPrompt[] } {
  const asked: ChatPrompt[] = [];
  return {
    asked,
    host: "localhost:11434",
    model: "small",
    ask: async (prompt) => {
      const reply = replies[Math.min(asked.length, replies.length - 1)] ?? "";
      asked.push(prompt);
      if (reply instanceof Error) throw reply;
      return typeof reply === "string" ? reply : JSON.stringify(reply);
    },
  };
}

const labelsOf = (found: readonly Theme[]): string[] => found.map(({ label }) => label);
const three = [{ label: "One", summary: "First." }, { label: "Two" }, { label: "Three" }];

describe("relabel", () => {
  it("takes label and summary, makes a new slug and marks the source", async () => {
    const found = await relabel(input, { chat: chatThatSays(...three) }, recordContext());
    expect(labelsOf(found.themes)).toEqual(["One", "Two", "Three"]);
    expect(found.themes[0]).toEqual({
      ...themes[0],
      ...{ label: "One", slug: "01-one", labelSource: "chat", summary: "First." },
    });
    expect(found.themes[1]).not.toHaveProperty("summary");
    expect(found.notes).toEqual([]);
  });

  describe("sub-themes", () => {
    const [first] = themes;
    const part = (label: string): Subtheme => ({
      ...{ id: `part-${label}`, parentId: first?.id ?? "", label, terms: [{ text: "term", weight: 1 }] },
      ...{ passages: 1, posts: 1, words: 9, share: 0.5 },
    });
    const divided = { ...input, themes: [{ ...themes[0], subthemes: [part("A"), part("B")] } as Theme] };

    it("are named by the same reply", async () => {
      const chat = chatThatSays({ label: "One", parts: ["Dates", "Promises"] });
      const { themes: found } = await relabel(divided, { chat }, recordContext());
      expect(found[0]?.subthemes.map(({ label }) => label)).toEqual(["Dates", "Promises"]);
      expect(chat.asked[0]?.user).toContain('"parts":[{"label":"A","terms":["term"]}');
    });

    it.each([
      [undefined],
      [["Dates"]],
      [["Dates", "dates"]],
      [["Dates", "One"]],
      [["Dates", "https://x.example"]],
    ])("keep their keyword labels where the reply has %j for them", async (parts) => {
      const chat = chatThatSays({ label: "One", ...(parts && { parts }) });
      const { themes: found, notes } = await relabel(divided, { chat }, recordContext());
      expect(found[0]?.label).toBe("One");
      expect(found[0]?.subthemes.map(({ label }) => label)).toEqual(["A", "B"]);
      expect(notes).toEqual([]);
    });
  });

  it("says beforehand what goes where", async () => {
    const context = recordContext();
    const chat = chatThatSays(...three);
    const ask = chat.ask.bind(chat);
    let saidBefore = "";
    await relabel(
      input,
      { chat: { ...chat, ask: (...request) => ((saidBefore ||= context.messages.join()), ask(...request)) } },
      context,
    );
    const characters = labelPrompts(input).reduce(
      (sum, { system, user }) => sum + system.length + user.length,
      0,
    );
    expect(saidBefore).toContain(`Sending 3 requests with ${characters} characters`);
    expect(saidBefore).toContain("to localhost:11434 (small)");
  });

  it("asks once per theme, with its terms and three of its own passages", async () => {
    const chat = chatThatSays(...three);
    await relabel(input, { chat }, recordContext());
    expect(chat.asked).toEqual(labelPrompts(input));
    expect(chat.asked.map(({ themeId }) => themeId)).toEqual(themes.map(({ id }) => id));
    const texts = new Map(sample.passages.map(({ id, text }) => [id, text]));
    const { quotations } = JSON.parse(chat.asked[1]?.user ?? "") as { quotations: string[] };
    expect(quotations).toHaveLength(3);
    for (const quotation of quotations) {
      const start = quotation.replace(/…$/, "");
      expect(themes[1]?.exemplars.some((id) => texts.get(id)?.startsWith(start))).toBe(true);
    }
  });

  it.each<[what: string, reply: Reply, reason: RegExp]>([
    ["no answer", new ChatFailure("no answer within 60 s", { unreachable: true }), /no answer within 60 s/],
    ["bad JSON", "{", /not JSON/],
    ["markup", { label: "<b>x</b>" }, /not plain text/],
    [
      "another's label",
      { label: ` ${(themes[0]?.label ?? "").toUpperCase()} ` },
      /another theme has the label/,
    ],
    ["the label of one that comes later", { label: themes[2]?.label ?? "" }, /another theme has the label/],
  ])("keeps the keyword label on %s, and says so", async (_, reply, reason) => {
    const context = recordContext();
    const chat = chatThatSays({ label: "One" }, reply, { label: "Three" });
    const found = await relabel(input, { chat }, context);
    expect(labelsOf(found.themes)).toEqual(["One", themes[1]?.label, "Three"]);
    expect(found.themes[1]).toEqual(themes[1]);
    expect(found.notes).toHaveLength(1);
    expect(found.notes[0]).toMatch(reason);
    expect(found.notes[0]).toContain(`"${themes[1]?.label ?? ""}"`);
    expect(context.messages).toContain(found.notes[0]);
  });

  it("lets a theme keep its own label, and two themes never share one", async () => {
    const own = await relabel(
      input,
      { chat: chatThatSays({ label: themes[0]?.label ?? "" }, three[1] ?? "") },
      recordContext(),
    );
    expect(own.themes[0]).toMatchObject({ label: themes[0]?.label, labelSource: "chat" });
    const same = await relabel(input, { chat: chatThatSays({ label: "Same" }) }, recordContext());
    expect(labelsOf(same.themes)).toEqual(["Same", themes[1]?.label, themes[2]?.label]);
    expect(same.notes).toHaveLength(2);
  });

  it("stops asking an endpoint that does not answer", async () => {
    const chat = chatThatSays(new ChatFailure("localhost could not be reached", { unreachable: true }));
    const found = await relabel(input, { chat }, recordContext());
    expect(chat.asked).toHaveLength(2);
    expect(found.notes).toHaveLength(3);
    expect(found.themes).toEqual(themes);
  });

  it("leaves themes that a person named, and asks nothing about them", async () => {
    const [first, ...others] = themes;
    if (first === undefined) throw new Error("Expected a theme.");
    const named: Theme = { ...first, label: "Ours", labelSource: "named" };
    const chat = chatThatSays({ label: "ours" }, { label: "Three" });
    const found = await relabel({ ...input, themes: [named, ...others] }, { chat }, recordContext());
    expect(chat.asked).toHaveLength(2);
    expect(labelsOf(found.themes)).toEqual(["Ours", others[0]?.label, "Three"]);
  });

  it("ends the run where the endpoint sends elsewhere", async () => {
    const chat = chatThatSays(new UserError("config", "redirected"));
    await expect(relabel(input, { chat }, recordContext())).rejects.toMatchObject({ kind: "config" });
  });
});
