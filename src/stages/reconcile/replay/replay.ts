/**
 * Applies the editor's decisions to the themes that were found: by rule and not by learning, so that the same posts and the same file
 * give the same themes, and a decision changes nothing that it doesn't speak of.
 */
import { at } from "../../../math/at.js";
import type { Passage } from "../../../shapes/passage.js";
import { eachRepetition } from "../../../text/distinct.js";
import { clusteringOf, type Decided } from "./clustering-of.js";
import { checkConflicts } from "./conflicts.js";
import { takeDeclared } from "./declared.js";
import { Groups, type SubGroup } from "./groups.js";
import { PostNames, ThemeNames } from "./names.js";
import { Outcomes } from "./outcomes.js";
import { applyPins } from "./pins.js";
import type { ReplayInput, ReplaySources } from "./sources.js";
import { restructure } from "./structure.js";

export interface Replayed extends Decided {
  /** Which theme a decision means, following those that went into another one. */
  names: ThemeNames;
  themeOf: (id: string) => string | undefined;
  outcomes: Outcomes;
}

/**
 * The clusters with declared themes, splits, merges and pins; what is decided of a theme's name and the like is `dress`'s part.
 *
 * @throws UserError "config" with the lines of decisions that contradict one another
 */
export function replay(input: ReplayInput): Replayed {
  const { file, posts, passages, embeddings, clustering, themes, named } = input;
  const names = new ThemeNames(themes, file.decisions);
  const found = new PostNames(passages, posts);
  checkConflicts(file, {
    theme: (ref) => valueOr(names.find(ref), ref.id ?? ref.label ?? ""),
    passage: (ref) => {
      const row = found.passage(ref);
      return "value" in row ? at(passages, row.value).id : (ref.id ?? ref.text ?? "");
    },
    post: (ref) => {
      const post = found.post(ref);
      return "value" in post ? post.value.id : (ref.id ?? ref.path ?? ref.title ?? "");
    },
  });
  const groups = new Groups(
    clustering,
    themes.map(({ id }) => id),
    embeddings,
  );
  const labelOf = ({ from }: SubGroup): string => {
    if ("name" in from) return from.name;
    if (from.index === undefined) return at(themes, from.theme).label;
    return at(at(named.subthemes, from.theme), from.index).label;
  };
  const outcomes = new Outcomes(file);
  const sources: ReplaySources = {
    file,
    names,
    posts: found,
    groups,
    outcomes,
    labelOf,
    phrases: input.phrases,
  };
  takeDeclared(input.near, sources);
  restructure(sources);
  followOriginals(passages, groups, new Set());
  const held = applyPins(sources);
  followOriginals(passages, groups, held);
  return {
    ...clusteringOf(input, groups, held),
    names,
    themeOf: (id) => groups.find(id)?.id,
    outcomes,
  };
}

/** A repetition is where its original is, unless it was put somewhere itself. */
function followOriginals(passages: readonly Passage[], groups: Groups, held: ReadonlySet<number>): void {
  eachRepetition(passages, (copy, original) => {
    if (held.has(copy)) return;
    groups.of[copy] = groups.of[original];
    groups.part[copy] = groups.part[original];
  });
}

function valueOr<T>(found: { value: T } | { reason: string }, otherwise: T): T {
  return "value" in found ? found.value : otherwise;
}
