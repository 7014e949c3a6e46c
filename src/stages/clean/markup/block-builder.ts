import { TextBuffer, type MappedText } from "../../../text/mapped-text.js";
import { countWords } from "../../../text/words.js";
import type { BlockKind } from "../../../shapes/block.js";
import {
  cleanText,
  LONGEST_WORD,
  looksLikeTableRow,
  splitAtTypedNumbers,
  withoutTypedNumber,
} from "./debris.js";
import { MASK } from "./template-tags.js";

/** A run of prose as a parser found it, cleaned of markup. */
export interface RawBlock {
  kind: BlockKind;
  headingPath: string[];
  text: MappedText;
}

/** Something that is not prose and was left out, with the reason. */
export interface Dropped {
  reason: string;
  text: string;
}

export interface MarkupDocument {
  /** In reading order. */
  blocks: RawBlock[];
  dropped: Dropped[];
}

/** A document that no parser can be trusted with. The message is a reason for a person to read. */
export class MarkupError extends Error {
  override readonly name = "MarkupError";
}

/** What is being read, which decides the kind of the next block. */
export type Surroundings = BlockKind | "caption";

/** A cell of fewer words is data, not prose. */
const MIN_CELL_WORDS = 8;
/** A caption of fewer words names a picture. */
const MIN_CAPTION_WORDS = 12;
const CREDIT =
  /\b(?:photo|image|illustration|picture|graphic|screenshot|credit|courtesy|licen[sc]ed|source|via|cc[- ]by)\b/i;
/** A longer heading is a paragraph that was set as one. */
const LONGEST_HEADING = 250;
/** As much of a dropped text as a person needs to recognise it. */
const LONGEST_DROPPED = 300;

/** The sign of a link to the heading itself. */
const PERMALINK = /(?:\s#|\s?[¶🔗])$/u;

/** Marks a hard line break inside a block; folded to a space in the end. */
const HARD_BREAK = "\u2028";

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Gathers the text that a parser walks over into blocks under headings. */
export class BlockBuilder {
  readonly #blocks: RawBlock[] = [];
  readonly #dropped: Dropped[] = [];
  readonly #title: string;
  readonly #surroundings: Surroundings[] = [];
  readonly #tables: string[][] = [];
  #path: { level: number; text: string }[] = [];
  #seenHeading = false;
  #inHeading = false;

  /** Text of the block that is being read; adapters append to it. */
  readonly buffer = new TextBuffer();

  /** @param title the post's own, which is no heading of its own text. */
  constructor(title: string) {
    this.#title = plain(title);
  }

  /** Ends the block before and gives the next ones a kind, until `leave`. */
  enter(surroundings: Surroundings): void {
    this.flush();
    this.#surroundings.push(surroundings);
  }

  leave(): void {
    this.flush();
    this.#surroundings.pop();
  }

  /** Cells that hold no prose are reported together, as the table that they were. */
  enterTable(): void {
    this.enter("table");
    this.#tables.push([]);
  }

  leaveTable(): void {
    this.leave();
    const cells = this.#tables.pop() ?? [];
    if (cells.length > 0) this.drop("table of data", cells.join(" | "));
  }

  enterHeading(): void {
    this.flush();
    this.#inHeading = true;
  }

  /** @param level 1 to 6. */
  leaveHeading(level: number): void {
    this.#inHeading = false;
    const raw = this.buffer.take();
    const heading = this.#clean(raw).text.replace(PERMALINK, "").replace(/\s?:$/, "");
    if (heading === "") return;
    if (heading.length > LONGEST_HEADING || this.#surroundings.includes("quote")) {
      this.#emit(raw);
      return;
    }
    const isTitle = !this.#seenHeading && plain(heading) === this.#title;
    this.#seenHeading = true;
    this.#path = this.#path.filter((above) => above.level < level);
    if (!isTitle) this.#path.push({ level, text: heading });
  }

  /** A hard line break; two in a row end the block. */
  lineBreak(offset: number): void {
    let back = 1;
    while (/^[ \t\r\n]$/.test(this.buffer.unitFromEnd(back))) back++;
    if (this.buffer.unitFromEnd(back) === HARD_BREAK) this.flush();
    else if (this.buffer.length > 0) this.buffer.push(HARD_BREAK, offset, offset + 1);
  }

  /** Ends the block. */
  flush(): void {
    if (this.#inHeading || this.buffer.length === 0) return;
    this.#emit(this.buffer.take());
  }

  /** Reports something that is not prose. */
  drop(reason: string, text: string): void {
    const shown = text
      .slice(0, LONGEST_DROPPED * 2)
      .replaceAll(MASK, "")
      .replace(/\s+/g, " ")
      .trim();
    if (/\p{L}{3}/u.test(shown)) this.#dropped.push({ reason, text: shown.slice(0, LONGEST_DROPPED) });
  }

  finish(): MarkupDocument {
    this.flush();
    return { blocks: this.#blocks, dropped: this.#dropped };
  }

  #clean(mapped: MappedText): MappedText {
    return cleanText(mapped, (run) => this.drop(`no word: more than ${LONGEST_WORD} characters`, run));
  }

  #emit(mapped: MappedText): void {
    const pieces = splitAtTypedNumbers(mapped);
    for (const [i, piece] of pieces.entries()) {
      const clean = this.#clean(piece);
      this.#add(i === 0 ? clean : withoutTypedNumber(clean), i === 0 ? undefined : "list-item");
    }
  }

  #add(text: MappedText, kindOfPiece: BlockKind | undefined): void {
    if (text.text === "") return;
    if (looksLikeTableRow(text.text)) {
      this.drop("table of data", text.text);
      return;
    }
    const surroundings = kindOfPiece ?? this.#surroundings.at(-1) ?? "paragraph";
    if (surroundings === "table" && countWords(text.text) < MIN_CELL_WORDS) {
      this.#tables.at(-1)?.push(text.text);
    } else if (surroundings === "caption") {
      if (countWords(text.text) < MIN_CAPTION_WORDS || CREDIT.test(text.text))
        this.drop("caption", text.text);
      else this.#push("paragraph", text);
    } else {
      this.#push(surroundings, text);
    }
  }

  #push(kind: BlockKind, text: MappedText): void {
    this.#blocks.push({ kind, headingPath: this.#path.map((heading) => heading.text), text });
  }
}
