import { fileKey } from "./config.js";
import { sha256 } from "../io/hash.js";
import { hashOf } from "./swap-plan.js";
import type { KEvidence } from "../shapes/clustering.js";
import type { Account } from "../shapes/changes.js";
import type { Config } from "./config.js";
import type { Outcome } from "../shapes/decisions.js";
import type { ModelIdentity } from "../shapes/embeddings.js";
import type { Continuation } from "../shapes/fit.js";
import type { ReportFile, StagedFile } from "../shapes/exporter.js";
import type { Post } from "../shapes/post.js";
import type { Report } from "../shapes/report.js";
import { postHash } from "../stages/ingest/post-hash.js";
import type { Quality } from "../shapes/theme.js";

/** What `run.json` holds: enough to see what was done, and to check that nothing changed since. */
export interface RunRecord {
  generator: "throughline";
  version: string;
  /** The configuration as resolved, with the keys as they stand in a file. */
  config: Record<string, unknown>;
  model: ModelIdentity;
  modelReason: string;
  counts: Report["counts"];
  choice: string;
  evidence: KEvidence[];
  /** How well the passages hang together in their themes; rounded to four decimals. */
  quality: Quality;
  /** What changed since the run before; where nothing did, what that one said. */
  changes: Account;
  /** SHA-256 over the posts as read, in canonical order. */
  inputs: { posts: number; sha256: string };
  /** The editor's decisions, and what became of each; absent without any. */
  decisions?: DecisionsRecord;
  /** SHA-256 of every file of the folder but this one, by path. */
  outputs: Record<string, string>;
  /** Whole milliseconds per stage: with `continuation` the only part that differs between two runs on the same input. */
  timings: Record<string, number>;
  /** Whether the last fit was kept, and why: it depends on what was there before, as timings do on the machine. */
  continuation: Continuation;
}

export interface DecisionsRecord {
  /** SHA-256 of the file. */
  sha256: string;
  outcomes: readonly Outcome[];
}

/** What `run.json` says of the posts. */
export function inputsOf(posts: readonly Post[]): RunRecord["inputs"] {
  return { posts: posts.length, sha256: sha256(posts.map(postHash).join("\n")) };
}

export interface RunFacts {
  config: Config;
  report: Report;
  quality: Quality;
  /** The posts as read, in canonical order. */
  inputs: RunRecord["inputs"];
  files: readonly (ReportFile | StagedFile)[];
  timings: Record<string, number>;
  continuation: Continuation;
  decisions?: DecisionsRecord;
}

export function runRecord({
  config,
  report,
  quality,
  inputs,
  files,
  timings,
  continuation,
  decisions,
}: RunFacts): RunRecord {
  return {
    generator: report.generator.name,
    version: report.generator.version,
    config: Object.fromEntries(
      Object.entries(config).map(([key, value]) => [fileKey(key), value as unknown]),
    ),
    model: report.model,
    modelReason: report.modelReason,
    counts: report.counts,
    choice: report.choice,
    evidence: report.evidence,
    quality: {
      silhouette: Number(quality.silhouette.toFixed(4)),
      cohesion: Number(quality.cohesion.toFixed(4)),
      stability: Number(quality.stability.toFixed(4)),
    },
    changes: report.changes,
    inputs,
    ...(decisions && { decisions }),
    outputs: Object.fromEntries(files.map((file) => [file.path, hashOf(file)])),
    timings,
    continuation,
  };
}
