import { codeVersion, type CodeParts } from "../../io/code-version.js";
import { version } from "../../version.js";

/** All the code that jobs on shards run. A test compares this with what is imported. */
export const JOB_CODE: CodeParts = {
  rooms: [
    ...[
      "pipeline/large",
      "pipeline/embed-new",
      "stages/ingest",
      "stages/clean",
      "stages/chunk",
      "stages/embed",
    ],
    ...["stages/reconcile", "stages/map", "stages/report", "exporters/tables", "exporters/parquet", "store"],
    ...["render", "plan", "text", "io", "math", "shapes", "errors", "version"],
  ],
  packages: [
    ...[
      "@asciidoctor/core",
      "@mozilla/readability",
      "@orama/stemmers",
      "csv-parse",
      "csv-stringify",
      "env-paths",
    ],
    ...["fflate", "franc-min", "hast-util-to-text", "linkedom", "mammoth", "mdast-util-from-markdown"],
    ...[
      "mdast-util-gfm",
      "micromark-extension-gfm",
      "picomatch",
      "postal-mime",
      "rehype-parse",
      "remark-gfm",
    ],
    ...[
      "remark-parse",
      "saxes",
      "smol-toml",
      "stopwords-iso",
      "umap-js",
      "undici",
      "unified",
      "unist-util-visit",
    ],
    ...["valibot", "yaml", "yauzl", "@plussub/srt-vtt-parser"],
  ],
  optional: ["@duckdb/node-api", "@xenova/transformers", "pdfjs-dist"],
};

let known: Promise<string> | undefined;

/** Names the code behind the jobs, so that a shard that another version made is never taken for one of this. */
export function jobVersion(): Promise<string> {
  known ??= codeVersion(JOB_CODE).then((code) => code ?? version);
  return known;
}
