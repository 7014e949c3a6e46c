import { sha256 } from "../io/hash.js";
import type { Config } from "../run/config.js";
import type { ModelIdentity } from "../shapes/embeddings.js";
import { version } from "../version.js";

/** Changed whenever a fit of an earlier program would not do any more. */
const FIT_VERSION = 1;

/** What doesn't change a fit: where posts come from and which they are, where the report goes and what it is called. */
const BESIDE = new Set([
  "paths",
  "store",
  "refit",
  "fresh",
  "parquet",
  "out",
  "title",
  "since",
  "until",
  "drafts",
  "chat",
  "columns",
  "maxFileMegabytes",
]);

/** Names what a fit depends on beside the posts: the options that shape it, the model, the program. */
export function fitKey(config: Config, identity: ModelIdentity): string {
  const shaping = Object.entries(config)
    .filter(([name]) => !BESIDE.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([FIT_VERSION, version, shaping, identity]));
}
