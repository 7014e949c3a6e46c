/** DuckDB: an optional package with a native part, loaded when it is used. */
import { loadOptional } from "../io/optional-package.js";

/** What of DuckDB the store uses. */
export type DuckDb = typeof import("@duckdb/node-api");
export type LoadDuckDb = () => Promise<DuckDb>;

export const importDuckDb: LoadDuckDb = () => import("@duckdb/node-api");

/** @throws PackageMissing that says how to install it */
export function loadDuckDb(load: LoadDuckDb = importDuckDb): Promise<DuckDb> {
  const names = "the package @duckdb/node-api and its native part";
  return loadOptional(load, { kind: "config", names, todo: "Run `npm i @duckdb/node-api`." });
}
