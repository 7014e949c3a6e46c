import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * A package that is loaded when it is first asked for: most runs need few of those that take long to load.
 *
 * @param name of a package that can be required
 * @returns gives what the package exports
 */
export function lazily(name: string): () => unknown {
  return () => require(name) as unknown;
}
