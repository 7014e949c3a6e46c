import { readFile } from "node:fs/promises";
import { ENGLISH, type Language } from "../../../text/languages.js";
import { at } from "../../../math/at.js";
import { singular } from "../../../text/word-forms.js";
import { wordsOf } from "../../../text/words.js";

/** What people publish about, whatever words a text has for it. */
export interface Subject {
  /** As a heading has it. */
  name: string;
  area: string;
  /** The name, and words that its texts use. */
  cues: readonly string[];
  /** True for an area, whose cues are the names of its subjects. */
  broad: boolean;
}

const FILE = new URL("../../../../data/subjects.txt", import.meta.url);

/**
 * The subjects that ship with the program, in the order of their file. They are English; a collection in another language
 * has none, since what it holds of them are words in passing.
 *
 * @throws Error where the file in the package is missing or a line of it is wrong
 */
export async function readSubjects(language: Language): Promise<Subject[]> {
  return language !== ENGLISH ? [] : parseSubjects(await readFile(FILE, "utf8"));
}

/** Reads lines "Name: cue, cue" under lines "## Area"; lines with a single "#" are for people. */
export function parseSubjects(text: string): Subject[] {
  const subjects: Subject[] = [];
  let area = "";
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("## ")) area = line.slice(3).trim();
    else if (line.trim() !== "" && !line.startsWith("#")) subjects.push(subjectFrom(line, area));
  }
  return subjects;
}

function subjectFrom(line: string, area: string): Subject {
  const [, name, cues] = /^([^:]+): (.+)$/.exec(line) ?? [];
  if (name === undefined || cues === undefined || area === "") {
    throw new Error(`Expected "Name: cue, cue" below a line "## Area" in the subjects, got "${line}".`);
  }
  return { name, area, cues: [name, ...cues.split(", ")], broad: false };
}

/** The areas as subjects, for what is wider than one subject. */
export function areasOf(subjects: readonly Subject[]): Subject[] {
  const areas = new Map<string, string[]>();
  for (const { area, name } of subjects) areas.set(area, [...(areas.get(area) ?? []), name]);
  return [...areas].map(([area, names]) => ({ name: area, area, cues: [area, ...names], broad: true }));
}

/** The words of a name or cue as they are looked for in texts: lower case, each in the singular. */
export function cueKey(text: string): string {
  return wordsOf(text).map(singular).join(" ");
}

/** True for what is held by its name alone: a tag, and a product or a language, which has its name among the cues again. */
export function bearsItsName(cues: readonly string[]): boolean {
  return cues.length === 1 || cues.lastIndexOf(at(cues, 0)) > 0;
}
