import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createProgram } from "../../src/cli/program.js";
import { answers, says, startChat, type Answer, type ChatServer } from "../helpers/chat-server.js";
import { temporaryFolder } from "../helpers/model-context.js";
import { readRows } from "../helpers/report-files.js";
import { SAMPLE_THEMES } from "../helpers/sample-texts.js";
import { writeFiles } from "../helpers/small-collection.js";

const KEY = "sk-test-1234567890";
const KEY_ENV = "THROUGHLINE_TEST_CHAT_KEY";

interface Finished {
  code: number | string | null | undefined;
  out: string;
  err: string;
  /** The report folder. */
  folder: string;
  server: ChatServer;
}

/** Gives each theme a label of its own, told apart by its terms. */
const labels: Answer = (request, response, number) =>
  says({ label: `Label ${"ABCDEFGH".charAt(number)}`, summary: "A summary." })(request, response, number);

/** A run on two themes' worth of posts whose configuration names an endpoint that answers like this. */
async function run(answer: Answer, ...words: string[]): Promise<Finished> {
  const base = await temporaryFolder();
  const server = await startChat(answer);
  await mkdir(join(base, "posts"));
  const posts = SAMPLE_THEMES.slice(0, 2).flatMap(({ sentences }, theme) =>
    [0, 3, 6].map((from): [string, string] => [
      `${theme}-${from}.md`,
      `# Post ${theme} ${from}\n\n${sentences.slice(from, from + 3).join(" ")}\n`,
    ]),
  );
  await writeFiles(join(base, "posts"), Object.fromEntries(posts));
  const config = `paths: posts\nout: themes\nembedder: builtin\nthemes: 2\nchat:\n  url: ${server.url}\n  model: small\n  key_env: ${KEY_ENV}\n`;
  await writeFile(join(base, "throughline.yaml"), config);
  const said = await captured(["run", "--config", join(base, "throughline.yaml"), ...words]);
  return { ...said, folder: join(base, "themes"), server };
}

async function captured(words: string[]): Promise<Pick<Finished, "code" | "out" | "err">> {
  const said = { out: "", err: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      said[name === "stdout" ? "out" : "err"] += String(text);
      return true;
    }),
  );
  vi.stubEnv(KEY_ENV, KEY);
  const before = process.exitCode;
  const restore = (): void => {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    process.exitCode = before;
  };
  onTestFinished(restore);
  await createProgram().parseAsync(["node", "throughline", ...words]);
  const { exitCode: code } = process;
  restore();
  return { code, ...said };
}

/** The rows of themes.csv, without sub-themes. */
async function themesOf(folder: string): Promise<Record<string, string>[]> {
  const content = await readFile(join(folder, "themes.csv"), "utf8");
  const rows = readRows([{ path: "themes.csv", content }], "themes.csv");
  return rows.filter((row) => row["level"] === "theme");
}

describe("labels by a chat endpoint", () => {
  it("stand in every output, marked, and the key in none", async () => {
    const { code, err, out, folder, server } = await run(labels);
    expect(code).toBe(0);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
    expect(err).toMatch(
      /Sending 2 requests with \d+ characters of terms and quotations to 127\.0\.0\.1:\d+ \(small\)/,
    );
    expect(await themesOf(folder)).toMatchObject([
      { theme: "Label B", label_source: "chat", summary: "A summary.", page: "themes/01-label-b.md" },
      { theme: "Label C", label_source: "chat", summary: "A summary.", page: "themes/02-label-c.md" },
    ]);
    expect((await readdir(join(folder, "themes"))).sort()).toEqual(["01-label-b.md", "02-label-c.md"]);
    expect(await readFile(join(folder, "themes", "01-label-b.md"), "utf8")).toMatch(
      /A summary\\?\. \*\(Summary by a language model\.\)\*/,
    );
    expect(await readFile(join(folder, "report.html"), "utf8")).toContain("A summary.");
    const written = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of written.filter((file) => file.isFile())) {
      expect(await readFile(join(entry.parentPath, entry.name), "utf8")).not.toContain(KEY);
    }
    expect(out + err).not.toContain(KEY);
  });

  it("give way to keywords where the endpoint fails: a note, and exit code 3", async () => {
    const { code, err, folder } = await run(answers(500, `no, ${KEY}`));
    expect(code).toBe(3);
    expect(err).toMatch(/warning: The theme ".+" keeps its keyword label: 127\.0\.0\.1:\d+ answered 500\./);
    expect(await themesOf(folder)).toMatchObject([
      { label_source: "keyword", summary: "" },
      { label_source: "keyword", summary: "" },
    ]);
    expect(await readFile(join(folder, "report.md"), "utf8")).toContain("keeps its keyword label");
    expect(err).not.toContain(KEY);
  });

  it("end the run where the endpoint redirects, before anything is written", async () => {
    const run302 = run(answers(302, "", { location: "http://169.254.169.254/latest/meta-data" }));
    await expect(run302).rejects.toMatchObject({ name: "UserError", exitCode: 2 });
  });

  it("are shown with --show-chat: every prompt, nothing sent, nothing written", async () => {
    const { out, folder, server } = await run(labels, "--show-chat");
    expect(server.requests).toHaveLength(0);
    await expect(readdir(folder)).rejects.toMatchObject({ code: "ENOENT" });
    expect(out.match(/^user:$/gm)).toHaveLength(2);
    expect(out).toMatch(
      /^2 requests with \d+ characters would go to http:\/\/127\.0\.0\.1:\d+\/v1 \(small\)\. Nothing was sent\.$/m,
    );
    expect(out).toContain('"quotations":[');
    expect(out).not.toContain(KEY);
  });

  it("are shown as they are sent", async () => {
    const { out } = await run(labels, "--show-chat");
    const { server } = await run(labels);
    for (const { body } of server.requests) {
      for (const { content } of body.messages) expect(out).toContain(content);
    }
  });

  it("can't be shown without an endpoint", async () => {
    const base = await temporaryFolder();
    await writeFiles(base, { "a.md": "# A\n\nText.\n", "none.yaml": "paths: a.md\n" });
    const shown = captured(["run", "--config", join(base, "none.yaml"), "--show-chat"]);
    await expect(shown).rejects.toMatchObject({ name: "UserError", exitCode: 2 });
  });
});
