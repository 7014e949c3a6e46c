/** What whoever reads a check should know of the draft's language. */
import { isZero, row } from "../math/matrix.js";
import { languageName, languageOf } from "../text/languages.js";
import { languagesOf } from "../text/post-languages.js";
import type { Held } from "./against.js";
import type { ArchivePassage } from "./archive.js";

/** Posts whose languages are looked at. */
const MOST_LOOKED_AT = 40;

export function notesOn({ paragraphs, vectors }: Held, archive: readonly ArchivePassage[]): string[] {
  const unknown = paragraphs.filter((_, i) => isZero(row(vectors, i))).length;
  const language = languageOf(paragraphs.map(({ text }) => text).join("\n"));
  const notes: string[] = [];
  if (!languagesIn(archive).has(language))
    notes.push(
      `The draft seems to be in ${languageName(language)}, and the report's posts are not: what is near to it may be chance.`,
    );
  if (unknown > 0) {
    const where =
      unknown === paragraphs.length
        ? "the draft"
        : `${unknown} of the draft's ${paragraphs.length} paragraphs`;
    notes.push(
      `The model knows no word of ${where}: there it can only be told what a post says word for word.`,
    );
  }
  return notes;
}

function languagesIn(passages: readonly ArchivePassage[]): ReadonlySet<string> {
  const posts = [...new Set(passages.map(({ postId }) => postId))];
  const step = Math.max(1, Math.ceil(posts.length / MOST_LOOKED_AT));
  const looked = new Set(posts.filter((_, n) => n % step === 0));
  return new Set(languagesOf(passages.filter(({ postId }) => looked.has(postId))));
}
