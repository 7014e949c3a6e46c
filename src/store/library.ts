/** DuckDB: an optional package with a native part, loaded when it is used. */
import { UserError } from "../errors.js";

/** What of DuckDB the store uses. */
export type DuckDb = typeof import("@duckdb/node-api");
export type LoadDuckDb = () => Promise<DuckDb>;

/** The package is not installed, or there is none for this system. */
export class DuckDbMissing extends UserError {
  constructor(cause: unknown) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const got = (message.split("\n", 1)[0] ?? "").replace(/\.$/, "");
    super(
      "config",
      `Expected the package @duckdb/node-api and its native part, could not load it: ${got}. Run \`npm i @duckdb/node-api\`.`,
      { cause },
    );
  }
}

export const importDuckDb: LoadDuckDb = () => import("@duckdb/node-api");

/** @throws DuckDbMissing that says how to install it */
export async function loadDuckDb(load: LoadDuckDb = importDuckDb): Promise<DuckDb> {
  try {
    return await load();
  } catch (cause) {
    throw new DuckDbMissing(cause);
  }
}
