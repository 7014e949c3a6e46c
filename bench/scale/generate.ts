/**
 * Collections of any size whose themes are known beforehand, the same from the same seed.
 *
 *     npx tsx bench/scale/generate.ts planted <folder> <passages> [seed]
 *     npx tsx bench/scale/generate.ts varied <folder> <passages> <folder of posts> [seed]
 *
 * `planted` writes posts of one theme each, of sentences made from the words of the theme, and `truth.csv` beside them (path, theme).
 * `varied` writes the posts of a folder again and again, each time with other words in the place of some.
 */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRandom } from "../../src/math/random.js";
import type { Random } from "../../src/shapes/random.js";
import { COMMON, PATTERNS, THEMES } from "./words.js";

/** Words of a section, which becomes one passage. */
const SECTION_WORDS = 112;
/** Sections of a post, and posts of a folder. */
const LEAST_SECTIONS = 3;
const MORE_SECTIONS = 5;
const FOLDER_POSTS = 1000;
/** The days on which posts are dated. */
const FIRST_DAY = Date.UTC(2012, 0, 1);
const DAYS = 4800;
const MILLISECONDS_PER_DAY = 86_400_000;

type Theme = (typeof THEMES)[number];

function pick<T>(list: readonly T[], random: Random): T {
  return list[random.int(list.length)]!;
}

function sentence(theme: Theme, random: Random): string {
  const filled = pick(PATTERNS, random).replace(/\b[NVAWTP]\b/g, (slot) => {
    if (slot === "N") return pick(theme.nouns, random);
    if (slot === "V") return pick(theme.verbs, random);
    if (slot === "A") return pick(theme.adjectives, random);
    if (slot === "W") return pick(COMMON.who, random);
    return pick(slot === "T" ? COMMON.when : COMMON.where, random);
  });
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}

function section(theme: Theme, random: Random): string {
  const sentences: string[] = [];
  for (let words = 0; words < SECTION_WORDS;) {
    const next = sentence(theme, random);
    sentences.push(next);
    words += next.split(" ").length;
  }
  return sentences.join(" ");
}

function heading(theme: Theme, random: Random): string {
  return `The ${pick(theme.adjectives, random)} ${pick(theme.nouns, random)} and the ${pick(theme.nouns, random)}`;
}

function dayOf(random: Random): string {
  return new Date(FIRST_DAY + random.int(DAYS) * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

/**
 * Writes about so many passages; returns how many.
 *
 * @param themes how many themes they have, the first ones
 */
export async function plant(
  folder: string,
  passages: number,
  seed: number,
  themes: number = THEMES.length,
): Promise<number> {
  const random = createRandom(seed).fork("planted");
  const truth = ["path,theme"];
  let written = 0;
  for (let post = 0; written < passages; post++) {
    const below = String(Math.floor(post / FOLDER_POSTS)).padStart(4, "0");
    if (post % FOLDER_POSTS === 0) await mkdir(join(folder, "posts", below), { recursive: true });
    const theme = pick(THEMES.slice(0, themes), random);
    const sections = LEAST_SECTIONS + random.int(MORE_SECTIONS);
    const title = `${heading(theme, random)}, ${pick(COMMON.when, random)}`;
    const body = Array.from({ length: sections }, () => {
      return `## ${heading(theme, random)}\n\n${section(theme, random)}\n`;
    });
    const text = `---\ntitle: "${title}"\ndate: ${dayOf(random)}\n---\n\n${body.join("\n")}`;
    const path = `${below}/post-${String(post).padStart(7, "0")}.md`;
    await writeFile(join(folder, "posts", path), text);
    truth.push(`posts/${path},${theme.name}`);
    written += sections;
  }
  await writeFile(join(folder, "truth.csv"), `${truth.join("\n")}\n`);
  return written;
}

/** Of so many words one is replaced by another of the same post. */
const VARIED = 6;
/** Passages of a post, roughly, for knowing when to stop. */
const WORDS_PER_PASSAGE = 110;

/** Writes the posts of a folder again and again, varied, until there are about so many passages; returns how many. */
export async function vary(folder: string, passages: number, from: string, seed: number): Promise<number> {
  const names = (await readdir(from, { recursive: true }))
    .filter((name) => /\.(?:md|html)$/.test(name))
    .sort();
  const sources = await Promise.all(names.map((name) => readFile(join(from, name), "utf8")));
  const random = createRandom(seed).fork("varied");
  let words = 0;
  for (let copy = 0, post = 0; words < passages * WORDS_PER_PASSAGE; copy++) {
    for (const [i, source] of sources.entries()) {
      const below = String(Math.floor(post / FOLDER_POSTS)).padStart(4, "0");
      if (post % FOLDER_POSTS === 0) await mkdir(join(folder, "posts", below), { recursive: true });
      const name = `${String(copy).padStart(4, "0")}-${(names[i] ?? "").replaceAll(/[\\/]/g, "-")}`;
      await writeFile(join(folder, "posts", below, name), copy === 0 ? source : varied(source, random));
      words += source.split(/\s+/).length;
      post++;
      if (words >= passages * WORDS_PER_PASSAGE) break;
    }
  }
  return Math.round(words / WORDS_PER_PASSAGE);
}

/** Other words of the text in the place of some; front matter, markup and addresses stay. */
function varied(source: string, random: Random): string {
  const body = /^---\r?\n[^]*?\n---\r?\n/.exec(source)?.[0].length ?? 0;
  const text = source.slice(body);
  const words = text.match(/(?<=\s)[a-z]{4,}(?=\s)/g) ?? [];
  if (words.length === 0) return source;
  const changed = text.replace(/(?<=\s)[a-z]{4,}(?=\s)/g, (word) =>
    random.int(VARIED) === 0 ? pick(words, random) : word,
  );
  return source.slice(0, body) + changed;
}

async function main([kind, folder, passages, ...rest]: readonly string[]): Promise<void> {
  const count = Number(passages);
  if (folder === undefined || !Number.isInteger(count) || count < 1) {
    throw new Error(
      "Expected `planted <folder> <passages> [seed]` or `varied <folder> <passages> <posts> [seed]`.",
    );
  }
  const [first = "1", second = "1"] = rest;
  const written =
    kind === "varied"
      ? await vary(folder, count, first, Number(second))
      : await plant(folder, count, Number(first));
  console.log(`${written} passages in ${folder}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main(process.argv.slice(2));
