import type { Draft, ReaderOutput } from "../../shapes/reader.js";
import { calendarDate, isSlashed } from "./dates.js";
import { type Heading as MarkdownHeading, markdownHeadings } from "./markdown-headings.js";
import { foldLine, plainTitle } from "./titles.js";

/** A page of fewer letters is one post with dates in its headings. */
const FEWEST = 3;
/** So much of the headings of one level must bear a date. */
const LEAST_SHARE = 0.7;
/** A letter has more than so many characters on average. */
const LEAST_LENGTH = 200;

type Heading = Omit<MarkdownHeading, "opens">;

interface Letter extends Heading {
  title: string;
  date: string;
}

/**
 * A page that holds many letters, a year of a newsletter under headings with dates say, is many posts: each is the part of the
 * document from its heading to the next. Any other post stays as it is.
 */
export function lettersOf({ posts, skipped }: ReaderOutput): ReaderOutput {
  return { posts: posts.flatMap(split), skipped };
}

function split(post: Draft): Draft[] {
  if (post.format === "text") return [post];
  const headings = post.format === "html" ? htmlHeadings(post.source) : plainHeadings(post.source);
  const letters = letterHeadings(headings.filter(({ start }) => start >= post.bodyStart));
  const [first] = letters;
  if (first === undefined || post.source.length - first.start < letters.length * LEAST_LENGTH) return [post];
  return letters.map((letter, i) => {
    const source = post.source.slice(letter.start, letters[i + 1]?.start ?? post.source.length);
    const { title, date } = letter;
    return {
      ...post,
      title,
      date,
      source,
      bodyStart: letter.end - letter.start,
      record: [...(post.record === undefined ? [] : [post.record]), `letter ${i + 1}`].join(" "),
    };
  });
}

/** The headings of the one level of which most bear a date. */
function letterHeadings(headings: readonly Heading[]): Letter[] {
  for (const level of [1, 2, 3]) {
    const ofLevel = headings.filter((heading) => heading.level === level);
    const letters = ofLevel.flatMap((heading) => {
      const dated = datedHeading(heading.text);
      return dated === undefined ? [] : [{ ...heading, ...dated }];
    });
    if (letters.length >= FEWEST && letters.length >= LEAST_SHARE * ofLevel.length) return letters;
  }
  return [];
}

const SEPARATOR = /(?<!\s)\s*(?:[|–—·•]|:\s|\s-\s|[()[\]])\s*/;

/** "July 8, 2015: Lean teams" and "Lean teams (2015-07-08)": the date and the rest; a date alone is the title too. */
function datedHeading(text: string): { title: string; date: string } | undefined {
  const line = foldLine(text);
  const parts = line.split(SEPARATOR).filter((part) => part !== "");
  for (const part of [...parts, line]) {
    const date = isSlashed(part) ? undefined : calendarDate(part);
    if (date === undefined || part.length > 40) continue;
    const rest = parts.filter((other) => other !== part).join(" – ");
    return { title: rest === "" ? line : rest, date };
  }
  return undefined;
}

function plainHeadings(source: string): Heading[] {
  return markdownHeadings(source).map((heading) => ({
    ...heading,
    text: plainTitle(heading.text, "markdown"),
  }));
}

function htmlHeadings(source: string): Heading[] {
  const headings: Heading[] = [];
  for (const { index, 0: tag, 1: level } of source.matchAll(/<h([1-3])(?:\s[^<>]{0,500})?>/gi)) {
    const close = source.slice(index, index + 1_000).search(/<\/h[1-3]\s*>/i);
    if (close < 0) continue;
    const end = source.indexOf(">", index + close) + 1;
    const text = plainTitle(source.slice(index + tag.length, index + close), "html");
    headings.push({ level: Number(level), text, start: index, end });
  }
  return headings;
}
