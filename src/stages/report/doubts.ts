/** What speaks against taking the themes of a run at their word, with what would help. */
import type { Context } from "../../shapes/context.js";
import type { Quality } from "../../shapes/theme.js";

export interface DoubtsInput {
  /** How many themes were found. */
  made: number;
  quality: Quality;
  passages: number;
  /** Those of them that repeat no other. */
  different: number;
  /** The number of themes that was asked for; "auto" for none. */
  asked: number | "auto";
}

/** From fewer passages nothing steady can be expected, and that is said already. */
const FEW_PASSAGES = 20;
/** Eighty posts of words drawn at random from a blog reached 0.46 and 0.33. */
const LEAST_STABILITY = 0.5;
const LEAST_COHESION = 0.35;

/** In plain words, and said on the console as well; none where there is nothing to doubt. */
export function doubts(input: DoubtsInput, { log }: Pick<Context, "log">): string[] {
  const out = doubtsOf(input);
  for (const doubt of out) log.warn(doubt);
  return out;
}

function doubtsOf({ made, quality, passages, different, asked }: DoubtsInput): string[] {
  const out: string[] = [];
  if (asked !== "auto" && made < asked) {
    const why =
      different < asked
        ? `there are no more than ${different} different passages to divide`
        : "the other groups hold no subject, and are in Other with the reason";
    out.push(`${asked} themes were asked for and ${made} made: ${why}.`);
  }
  if (passages < FEW_PASSAGES) return out;
  if (made === 1 && asked !== 1) {
    out.push(
      "All passages are in one theme, which tells nothing of what they differ in. " +
        "More posts would help, or asking for more themes: --granularity fine, or --themes with a number.",
    );
  } else if (made > 1 && (quality.stability < LEAST_STABILITY || quality.cohesion < LEAST_COHESION)) {
    out.push(
      `The themes hold together weakly (stability ${quality.stability.toFixed(2)}, cohesion ${quality.cohesion.toFixed(2)}, of 1): ` +
        "take them as a first sorting. More posts would help, fewer themes (--granularity coarse), or another model (--embedder transformers).",
    );
  }
  return out;
}
