/** A collection in which every field that a post controls holds each of the injections once, and decisions that hold them, too. */
import { stringify } from "csv-stringify/sync";
import { stringify as yamlOf } from "yaml";
import { INJECTIONS, injection } from "./injections.js";
import { SAMPLE_THEMES } from "./sample-texts.js";
import type { Report } from "../../src/shapes/report.js";
import { smallCollection } from "./small-collection.js";

const COUNT = INJECTIONS.length;

/** Ordinary sentences, so that what stands beside them is placed in a theme. */
function prose(i: number): string {
  const sentences = SAMPLE_THEMES[i % SAMPLE_THEMES.length]?.sentences ?? [];
  return [0, 1, 2].map((at) => sentences[(i + at) % sentences.length]).join(" ");
}

/** A file that holds a NUL is not read as text; in YAML it can be written by its number. */
const written = (text: string): string => text.replaceAll("\u0000", "");
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ");
const dayOf = (i: number): string =>
  `${2021 + (i % 4)}-${String((i % 12) + 1).padStart(2, "0")}-${String((i % 28) + 1).padStart(2, "0")}`;

/** A name that a file can have: a slash in it makes a folder. */
function nameOf(text: string, i: number): string {
  const parts = text
    .replaceAll("\u0000", "")
    .split("/")
    .filter((part) => !/^\.{0,2}$/.test(part));
  return `${parts.join("/").slice(0, 200)} ${i}.md`;
}

function markdownPost(i: number): [string, string] {
  const matter = {
    ...{ title: injection(i), author: injection(i + 1), url: injection(i + 2), date: dayOf(i) },
    tags: [injection(i + 3), injection(i + 4)],
  };
  const raw = injection(i + 5);
  const body = [
    prose(i),
    `## ${escaped(oneLine(injection(i + 6)))}`,
    `${escaped(injection(i + 7))} ${prose(i + 1)}`,
    raw,
    `Why is it ${escaped(oneLine(injection(i + 8)))} that we see there?`,
    `It says \`${oneLine(injection(i + 9)).replaceAll("`", "'")}\` in [${escaped(oneLine(injection(i + 10)))}](https://example.org/${i}).`,
  ];
  return [nameOf(injection(i + 11), i), `---\n${yamlOf(matter)}---\n\n${written(body.join("\n\n"))}\n`];
}

function tableOfPosts(): string {
  const rows = INJECTIONS.map(({ n }) => ({
    title: `Row ${n} ${injection(n)}`,
    date: injection(n + 1),
    url: `https://example.org/${encodeURIComponent(injection(n + 2))}`,
    author: injection(n + 3),
    tags: injection(n + 4),
    text: `${injection(n + 5)} ${prose(n)}`,
  }));
  return written(stringify(rows, { header: true }));
}

/** Files of posts by name; the ordinary ones among them. */
export function injectedPosts(): Record<string, string> {
  const posts = INJECTIONS.map((_, i) => markdownPost(i));
  return { ...smallCollection().files, ...Object.fromEntries(posts), "table <b>.csv": tableOfPosts() };
}

/** Figures of posts under names of columns that are injections. */
export function injectedMetrics(): string {
  const names = Array.from({ length: COUNT }, (_, n) => injection(n));
  const header = ["url", ...names];
  const rows = INJECTIONS.map(({ n: row }) => [
    `https://example.org/${encodeURIComponent(injection(row + 2))}`,
    ...names.map((_, n) => (n * row) % 97),
  ]);
  return written(stringify([header, ...rows]));
}

interface Named {
  id: string;
}

/** Decisions of every kind: about each theme and each proposal of a report, and, with every injection, about what is not there. */
export function injectedDecisions(themes: readonly Named[], proposals: readonly { key: string }[]): string {
  const each = <T>(make: (at: (step: number) => string) => T): T[] =>
    INJECTIONS.map(({ n }) => make((step) => injection(n + step)));
  return yamlOf({
    themes: [
      ...themes.map(({ id }, i) => ({
        ...{ id, label: injection(i), rename: `${injection(i + 1)} r${i}`, about: injection(i + 2) },
        ...{ note: injection(i + 3), pillar: injection(i + 4), colour: (i % 20) + 1 },
      })),
      ...each((at) => ({
        label: `not there ${at(0)}`,
        rename: at(1),
        about: at(2),
        pillar: at(3),
        note: at(4),
      })),
    ],
    pillars: each((at) => ({ pillar: `not there ${at(5)}`, rename: at(6), note: at(7) })),
    order: each((at) => ({ label: `not there ${at(8)}` })),
    merge: each((at) => ({
      into: { label: `not there ${at(9)}` },
      themes: [{ label: `nor there ${at(10)}` }],
      note: at(11),
    })),
    split: each((at) => ({
      label: `never there ${at(12)}`,
      into: [{ name: at(13), phrases: [at(14)] }],
      note: at(15),
    })),
    pins: each((at) => ({
      passage: { text: `none ${at(16)}` },
      to: { label: `not there ${at(17)}` },
      note: at(18),
    })),
    declare: [{ name: injection(19), phrases: [injection(20), prose(0)], note: injection(21) }],
    boilerplate: each((at) => ({ keep: at(22), note: at(23) })),
    dismiss: [
      ...proposals.map(({ key }, i) => ({ proposal: key, label: injection(i), note: injection(i + 1) })),
      ...each((at) => ({ proposal: at(24), label: at(25), note: at(26) })),
    ],
  });
}

/** What of a report is text that a post or a decision brings. */
const TEXTS = new Set([
  ...[
    "title",
    "label",
    "text",
    "about",
    "summary",
    "note",
    "notes",
    "before",
    "after",
    "headingPath",
    "path",
    "tags",
  ],
  ...["author", "record", "example", "reason", "place", "rule", "quote", "unplacedReason", "url", "href"],
]);

/** The report with an injection for each of its texts, counted on from `from`. */
export function withInjections(report: Report, from: number): Report {
  let next = from;
  const replaced = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return TEXTS.has(key) ? injection(next++) : value;
    if (Array.isArray(value)) return value.map((own) => replaced(own, key));
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, replaced(own, name)]));
  };
  return replaced(report, "") as Report;
}
