/** What chance makes of files that are right: every reader must bear it, from the bytes to the passages. */
import { UserError } from "../../src/errors.js";
import { createRandom } from "../../src/math/random.js";
import type { Block } from "../../src/shapes/block.js";
import type { Passage } from "../../src/shapes/passage.js";
import type { Ingested, Post } from "../../src/shapes/post.js";
import type { Random } from "../../src/shapes/random.js";
import { chunk } from "../../src/stages/chunk/chunk.js";
import { clean } from "../../src/stages/clean/clean.js";
import { countWords } from "../../src/text/words.js";
import { memoryFiles } from "./memory-files.js";
import { recordContext } from "./model-context.js";
import { ingestFrom } from "./reading.js";
import { rightFiles, type Tree } from "./right-files.js";

/** Signs that mean something to one format or another. */
const TOKENS = [
  ..."<>&;:\"'`*_[](){}|#~^=-+\\/@!%$,.\n\r\t \u0000\u001a".split(""),
  ...[
    "---\n",
    "\r\n",
    "```",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "</",
    "<p>",
    "<script>",
    "<table><tr><td>",
    "&#x110000;",
    "&#xd800;",
  ],
  ...[
    "&lt;",
    "{{",
    "}}",
    "{%",
    "![](",
    "[^1]:",
    "::",
    "\ufeff",
    "\u2028",
    "\u202e",
    "\ud83d",
    "é",
    "字",
    "e\u0301",
    "🍞",
    "\u200d",
  ],
  ...[
    "!!js/function ",
    "&a *a ",
    "<<: ",
    "0x",
    "1e999",
    "-1",
    "null",
    "__proto__",
    "constructor",
    "9999-99-99",
    "+275760-09-13",
  ],
  ...[
    "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
    "=?utf-8?B?/w==?=",
    "\nFrom ",
    '""',
    '{"',
    "[[",
    "]]",
    "#+BEGIN_SRC",
    ".. include:: x",
  ],
];

/** The files with one to six faults of the kinds that broken disks, bad programs and bad people make. */
export function mutated(tree: Tree, random: Random): Tree {
  const changed: Tree = { ...tree };
  const paths = Object.keys(tree);
  for (let faults = 1 + random.int(6); faults > 0; faults--) {
    const path = paths[random.int(paths.length)] ?? "";
    changed[path] = withFault(changed[path] ?? new Uint8Array(), random);
  }
  return changed;
}

function withFault(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.int(bytes.length + 1);
  const length = random.int(1 + random.int(Math.max(1, bytes.length - at)));
  const [before, part, after] = [
    bytes.subarray(0, at),
    bytes.subarray(at, at + length),
    bytes.subarray(at + length),
  ];
  const token = new TextEncoder().encode(TOKENS[random.int(TOKENS.length)] ?? "");
  const many = 1 + random.int(200);
  switch (random.int(9)) {
    case 0: {
      const copy = bytes.slice();
      for (let flips = 1 + random.int(4); flips > 0 && copy.length > 0; flips--)
        copy[random.int(copy.length)] = random.int(256);
      return copy;
    }
    case 1:
      return joined(before, after);
    case 2:
      return before.slice();
    case 3:
      return joined(before, part, part, after);
    case 4:
      return joined(after, part, before);
    case 5:
      return joined(before, ...Array.from({ length: many }, () => token), after);
    case 6:
      return joined(before, ...Array.from({ length: many }, () => part.subarray(0, 20)), after);
    default:
      return joined(before, token, after);
  }
}

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export interface Borne {
  ingested: Ingested;
  blocks: Block[];
  passages: Passage[];
}

/** Reads, cleans and cuts files; undefined where the program says in words that nothing can be read. */
export async function readThrough(tree: Tree, passageWords = 40): Promise<Borne | undefined> {
  const files = memoryFiles(
    Object.fromEntries(Object.entries(tree).map(([path, bytes]) => [`/in/${path}`, bytes])),
  );
  const context = recordContext();
  let ingested: Ingested;
  try {
    ingested = await ingestFrom(files, ["/in"]);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
  const { blocks } = await clean(ingested.posts, { keep: [], remove: [] }, context);
  return { ingested, blocks, passages: await chunk(blocks, { passageWords }, context) };
}

/** A sentence of twice the words asked for is not cut, and what a section has left over may stand before it. */
const MOST = 2.5;

/** What is wrong with what was read: in words, one a fault. */
export function faultsOf(tree: Tree, { ingested, blocks, passages }: Borne, passageWords = 40): string[] {
  const { posts, skipped } = ingested;
  const faults: string[] = [];
  const expect = (isSo: boolean, what: string): void => {
    if (!isSo) faults.push(what);
  };
  const named = new Set([...posts, ...skipped].map(({ path }) => path));
  const isIndex = (path: string): boolean => /^(?:posts|index)\.csv$/.test(path);
  for (const path of Object.keys(tree))
    expect(named.has(`in/${path}`) || isIndex(path), `${path} is lost in silence`);
  const byId = new Map(posts.map((post) => [post.id, post]));
  expect(byId.size === posts.length, "posts have ids of their own");
  for (const post of posts)
    expect(isPlausible(post), `post ${post.path} is whole: ${JSON.stringify(post).slice(0, 300)}`);
  for (const block of blocks) {
    const source = byId.get(block.postId)?.source ?? "";
    const wrong = wrongOffset(block, source);
    expect(wrong === undefined, `a block points to its characters: ${wrong ?? ""}`);
  }
  expect(new Set(passages.map(({ id }) => id)).size === passages.length, "passages have ids of their own");
  expect(squeezed(passages) === squeezed(blocks), "passages say what was cleaned, all of it, in its order");
  for (const { text, words, start, end, postId } of passages) {
    expect(
      words === countWords(text) && words <= MOST * passageWords,
      `no passage is too long: ${words} words`,
    );
    expect(
      start < end && end <= (byId.get(postId)?.source.length ?? 0),
      `a passage lies in its post: ${start}–${end}`,
    );
  }
  return faults;
}

function isPlausible({ source, bodyStart, date, tags, title }: Post): boolean {
  return (
    bodyStart >= 0 &&
    bodyStart <= source.length &&
    (date === undefined || /^\d{4}-\d{2}-\d{2}$/.test(date)) &&
    [title, ...tags].every((text) => typeof text === "string")
  );
}

/** The first letter or digit of a block that is not where it says, if any: at its place stand it itself, or what is written for it. */
function wrongOffset({ text, offsets, start, end }: Block, source: string): string | undefined {
  if (offsets.length !== text.length) return `${offsets.length} offsets for ${text.length} units`;
  let before = start;
  for (const [i, at] of offsets.entries()) {
    if (at < before || at >= end || end > source.length) return `${at} behind ${before}, in ${start}–${end}`;
    before = at;
    const unit = text.charAt(i);
    if (!/[A-Za-z0-9]/.test(unit)) continue;
    const there = source.charAt(at);
    if (there !== unit && there !== "&" && there !== "\\")
      return `“${text.slice(Math.max(0, i - 10), i + 10)}” at ${i} points to “${source.slice(at, at + 10)}”`;
  }
  return undefined;
}

function squeezed(texts: readonly { text: string }[]): string {
  return texts.map(({ text }) => text.replace(/\s+/g, "")).join("");
}

/** What chance makes of the files of a name in one round; the same for the same seed. */
export function fuzzedFiles(name: string, seed: number, round: number): Tree {
  return mutated(rightFiles(name), createRandom(seed).fork(`${name} ${round}`));
}
