import { codeVersion, type CodeParts } from "../io/code-version.js";
import { sha256 } from "../io/hash.js";
import type { Config } from "../run/config.js";
import type { ModelIdentity } from "../shapes/embeddings.js";
import { version } from "../version.js";

/** What doesn't change a fit: where posts come from and which they are, where the report goes and what it is called, what it plans. */
const BESIDE = new Set([
  ...["paths", "since", "until", "drafts", "columns", "maxFileMegabytes"],
  ...["out", "title", "chat", "parquet", "export", "store", "refit", "fresh", "decisions"],
  ...["today", "slots", "cadence", "metrics"],
]);

/** Everything that a fit depends on but the passages and the model. A test compares this with what is imported. */
export const FITTING: CodeParts = {
  rooms: [
    ...["stages/cluster", "stages/describe", "stages/embed/adapt", "stages/map", "stages/reconcile"],
    ...[
      "stages/embed/builtin",
      "stages/embed/encode",
      "math",
      "text",
      "shapes",
      "io/hash",
      "io/lazily",
      "io/turn",
      "errors",
    ],
  ],
  packages: [
    ...["@orama/stemmers", "@sindresorhus/slugify", "franc-min", "ml-kmeans", "stopwords-iso", "umap-js"],
    ...["wink-eng-lite-web-model", "wink-nlp"],
  ],
};

/** Names what a fit depends on beside the posts: the options that shape it, the model, the code that made it. */
export async function fitKey(config: Config, identity: ModelIdentity): Promise<string> {
  const shaping = Object.entries(config)
    .filter(([name]) => !BESIDE.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([(await codeVersion(FITTING)) ?? version, shaping, identity]));
}
