import type { Block, Removed } from "../../shapes/block.js";
import type { Clustering } from "../../shapes/clustering.js";
import type { ModelIdentity } from "../../shapes/embeddings.js";
import type { MapPoints } from "../../shapes/map-points.js";
import type { Passage } from "../../shapes/passage.js";
import type { Post, Skipped } from "../../shapes/post.js";
import type { Pillar, Theme, Thread } from "../../shapes/theme.js";

export interface ReportInput {
  /** Every post that ingest delivered, in canonical order, also those of which cleaning left nothing. */
  posts: Post[];
  /** What cleaning left; needed to trace a shortened quotation to the very characters in the source. */
  blocks: Block[];
  /** In the order of the clustering's rows. */
  passages: Passage[];
  /** From every stage: what could not be read, and what was empty after cleaning. */
  skipped: Skipped[];
  removed: Removed[];
  clustering: Clustering;
  /** `themes[i]` describes cluster `i` of the clustering; the report sorts them by `number`. */
  themes: Theme[];
  pillars: readonly Pillar[];
  threads: readonly Thread[];
  map: MapPoints;
  identity: ModelIdentity;
  /** Why this embedder was taken. */
  modelReason: string;
  notes: string[];
}
