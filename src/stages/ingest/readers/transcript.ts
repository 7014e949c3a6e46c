import { parse } from "@plussub/srt-vtt-parser";
import type { Reader, ReaderInput, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { buildPost } from "../fields.js";
import { skippedAt } from "../names.js";

/** Subtitles of a talk or an episode (SubRip, WebVTT), as running text. */
export const transcriptReader: Reader = {
  name: "transcript",
  endings: ["srt", "vtt"],
  accepts: (name) => ["srt", "vtt"].includes(extensionOf(name)),
  read: readTranscript,
};

/** A pause of so many milliseconds ends a paragraph, and so many words do at the next end of a sentence. */
const PAUSE = 2_500;
const LONG_WORDS = 90;

function readTranscript(input: ReaderInput): ReaderOutput {
  const captions = captionsOf(input.text);
  if (captions === undefined || captions.length === 0) {
    return {
      posts: [],
      skipped: [skippedAt(input, "", "expected subtitles with times, got something else")],
    };
  }
  return buildPost(input, {
    source: paragraphsOf(captions).join("\n\n"),
    format: "text",
    titleFormat: "text",
  });
}

interface Caption {
  from: number;
  to: number;
  text: string;
}

function captionsOf(text: string): Caption[] | undefined {
  try {
    const { entries } = parse(text) as { entries: readonly Caption[] };
    return entries.map(({ from, to, text: words }) => ({
      from,
      to,
      text: plain(words),
    }));
  } catch {
    return undefined;
  }
}

/** Without voices, colours and positions. */
function plain(text: string): string {
  return text
    .replace(/<[^<>]{0,200}>|\{\\[^{}]{0,100}\}/g, "")
    .replace(/^[^\S\r\n\u2028\u2029]*(?:-|>>)\s*/gm, "")
    .replace(/\s+/g, " ")
    .trim();
}

function paragraphsOf(captions: readonly Caption[]): string[] {
  const paragraphs: string[] = [];
  let words: string[] = [];
  let end = 0;
  let before = "";
  for (const { from, to, text } of captions) {
    const isLong = words.length >= LONG_WORDS && /[.!?]["”’)]?$/.test(before);
    if (words.length > 0 && (from - end > PAUSE || isLong)) {
      paragraphs.push(words.join(" "));
      words = [];
    }
    // Captions that roll repeat the line before.
    const fresh = before !== "" && text.startsWith(before) ? text.slice(before.length).trim() : text;
    if (fresh !== "" && text !== before) words.push(...fresh.split(" "));
    before = text;
    end = to;
  }
  if (words.length > 0) paragraphs.push(words.join(" "));
  return paragraphs;
}
