/**
 * Makes the worked example of docs/memory.md: two runs over the sample posts under docs/memory/themes.yaml, the second with
 * the posts of docs/memory/new-posts. Writes what they say into docs/memory.md and takes the pictures. Needs a Chromium.
 *
 *     npm run docs:memory
 */
import { mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { findChromium, launchChromium } from "../tests/helpers/browser.js";
import { makeMemorySample, notApplied, type MemorySample } from "../tests/helpers/memory-sample.js";

const root = new URL("../", import.meta.url);
const DOC = new URL("docs/memory.md", root);
const DECISIONS = new URL("docs/memory/themes.yaml", root);

const begins = (name: string): string => `<!-- ${name}: made by npm run docs:memory -->`;
const ends = (name: string): string => `<!-- end of ${name} -->`;

/** docs/memory.md with the decisions whole, both commands, the themes of the first run, and what the second says that changed. */
export async function docWithSample(doc: string, { first, second }: MemorySample): Promise<string> {
  const parts = [
    ["decisions", "yaml", await readFile(DECISIONS, "utf8")],
    ["first command", "sh", first.command],
    ["first run", "text", first.list],
    ["second command", "sh", second.command],
    ["second run", "markdown", told(second.changes)],
  ] as const;
  return parts.reduce((text, [name, language, block]) => within(text, name, language, block), doc);
}

function within(text: string, name: string, language: string, block: string): string {
  const start = text.indexOf(begins(name));
  const end = text.indexOf(ends(name));
  if (start < 0 || end < start)
    throw new Error(`Expected "${begins(name)}" and "${ends(name)}" in docs/memory.md.`);
  return `${text.slice(0, start)}${begins(name)}\n\n\`\`\`${language}\n${block.trimEnd()}\n\`\`\`\n\n${text.slice(end)}`;
}

/** The sentence of changes.md, and its rows on themes and posts; without the addresses, which lead nowhere from docs/. */
function told(changes: string): string {
  const lines = changes.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").split("\n");
  const sentence = lines.filter((line) => line.startsWith("Since the run before:"));
  const tables = lines.slice(lines.indexOf("## Themes")).filter((line) => line.startsWith("|"));
  const posts = tables.findIndex((line) => line.startsWith("| Post "));
  return [...sentence, "", ...tables.slice(0, posts), "", ...tables.slice(posts)].join("\n");
}

/** @throws Error where a decision was not applied, or the second run found the themes anew */
function check({ first, second }: MemorySample): void {
  const left = [...notApplied(first), ...notApplied(second)];
  if (left.length > 0) throw new Error(`Expected that every decision is applied, got: ${left.join("; ")}.`);
  const { kind, reason } = second.record.continuation;
  if (kind !== "update") throw new Error(`Expected an update, got: ${reason}.`);
}

async function takePictures({ first, second }: MemorySample): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined)
    throw new Error("Expected a Chromium, got none. Install one, or set CHROMIUM to its path.");
  const browser = await launchChromium(chromium);
  const pictures = [
    {
      name: "memory-decided",
      file: first.page,
      hash: "#screen=map&theme=08-finding-out",
      shows: ".page-theme .page-title",
    },
    {
      name: "memory-changes",
      file: second.page,
      hash: "#screen=changes&theme=04-flow",
      shows: ".screen-changes .changes",
    },
  ];
  try {
    for (const { name, file, hash, shows } of pictures) {
      const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });
      await page.goto(pathToFileURL(file).href + hash);
      await page.locator(`html.app-on:not(.app-starts) ${shows}`).waitFor();
      // The drawing comes with the next frames.
      await page.waitForTimeout(500);
      await page.screenshot({ path: fileURLToPath(new URL(`docs/images/${name}.png`, root)) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const parent = await realpath(await mkdtemp(join(tmpdir(), "throughline-memory-")));
  try {
    const sample = await makeMemorySample(parent);
    check(sample);
    await writeFile(DOC, await docWithSample(await readFile(DOC, "utf8"), sample));
    await takePictures(sample);
  } finally {
    await rm(parent, { recursive: true });
  }
}
