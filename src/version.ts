import { readFileSync } from "node:fs";

const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

/** Version of this program, from its package. */
export const version = manifest.version;

/** The packages that it needs, and those that may be missing. */
export const packages = {
  needed: Object.keys(manifest.dependencies),
  optional: Object.keys(manifest.optionalDependencies),
};
