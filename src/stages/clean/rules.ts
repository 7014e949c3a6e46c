import { cutRanges, foldText, type MappedText } from "../../text/mapped-text.js";
import { comparableText, containsText, findText } from "./boilerplate.js";

export interface CleanOptions {
  /** Texts that are never taken out as boilerplate (compared without case and white space). */
  keep: readonly string[];
  /** Texts that are always taken out. */
  remove: readonly string[];
}

/** What the editor decided: texts that always stay and texts that always go. */
export class Rules {
  readonly #keep: string[];
  readonly #remove: string[];

  constructor(options: CleanOptions) {
    this.#keep = options.keep.map(comparableText).filter((key) => key !== "");
    this.#remove = options.remove.map(comparableText).filter((key) => key !== "");
  }

  /** True for a text that holds a kept one, or is a part of one. */
  keeps(text: string): boolean {
    if (this.#keep.length === 0) return false;
    const key = comparableText(text);
    return this.#keep.some((kept) => containsText(key, kept) || containsText(kept, key));
  }

  /** The text without the texts to remove, and what was removed. */
  cut(mapped: MappedText): { text: MappedText; removed: string[] } {
    let text = mapped;
    const removed: string[] = [];
    for (const wanted of this.#remove) {
      if (!containsText(comparableText(text.text), wanted)) continue;
      const ranges = findText(text.text, wanted);
      removed.push(...ranges.map(({ from, to }) => text.text.slice(from, to)));
      text = foldText(cutRanges(text, ranges));
    }
    return { text, removed };
  }
}
