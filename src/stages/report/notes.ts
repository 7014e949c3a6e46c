import { mostlyEnglish } from "../../text/english.js";
import { groupBy } from "../../text/group.js";
import type { Context } from "../../shapes/context.js";
import type { Embeddings, ModelIdentity } from "../../shapes/embeddings.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post } from "../../shapes/post.js";

export interface NotesInput {
  posts: readonly Post[];
  passages: readonly Passage[];
  embeddings: Embeddings;
  identity: ModelIdentity;
}

/** With fewer passages than this, themes are a matter of luck. */
const FEW_PASSAGES = 20;

/** What a reader of the report should know before trusting it, in plain words; also said on the console. */
export function notes({ posts, passages, embeddings, identity }: NotesInput, context: Context): string[] {
  const out: string[] = [];
  if (passages.length < FEW_PASSAGES) {
    out.push(`There are only ${passages.length} passages; themes become steady from about 100 on.`);
  }
  if (knowsOnlyEnglish(identity) && !mostlyEnglish(textsOf(passages))) {
    out.push(
      "Most of the text does not seem to be English, which is all that the built-in model knows well. " +
        "A multilingual one will do better: --embedder transformers --model Xenova/paraphrase-multilingual-MiniLM-L12-v2 " +
        "(with --revision and the commit shown with its files on the hub).",
    );
  } else if (knowsOnlyEnglish(identity)) {
    const others = otherLanguages(passages);
    if (others >= LEAST_OTHERS) {
      out.push(
        `${others} posts do not seem to be English, which is all that the built-in model knows well; their themes say little. ` +
          "Leave them out, or take a multilingual model with --embedder transformers.",
      );
    }
  }
  if (posts.length > 0 && posts.every((post) => post.date === undefined)) {
    out.push("No post has a date, so there are no timelines and no trends.");
  }
  if (embeddings.unknown.length > 0) {
    const one = embeddings.unknown.length === 1;
    out.push(
      `${embeddings.unknown.length} ${one ? "passage holds" : "passages hold"} no word that the model knows ` +
        `and ${one ? "is" : "are"} left unplaced.`,
    );
  }
  for (const note of out) context.log.warn(note);
  return out;
}

/** A single post of another language makes no theme. */
const LEAST_OTHERS = 2;
/** In fewer words no language shows. */
const TELLING_WORDS = 40;

/** How many posts are not in English, as far as their passages tell. */
function otherLanguages(passages: readonly Passage[]): number {
  return [...groupBy(passages, ({ postId }) => postId).values()].filter((own) => {
    const words = own.reduce((sum, passage) => sum + passage.words, 0);
    return words >= TELLING_WORDS && !mostlyEnglish(textsOf(own));
  }).length;
}

function knowsOnlyEnglish({ languages }: ModelIdentity): boolean {
  return languages?.length === 1 && languages[0] === "en";
}

function* textsOf(passages: readonly Passage[]): Iterable<string> {
  for (const passage of passages) yield passage.text;
}
