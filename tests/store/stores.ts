import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openStore, type Store } from "../../src/store/store.js";
import { recordContext, temporaryFolder } from "../helpers/model-context.js";

export interface OpenedStore {
  store: Store;
  file: string;
  messages: string[];
}

/** A store in a file of its own, or in the one given; closed when the test is over. */
export async function storeIn(file?: string, options: { isOurPlace?: boolean } = {}): Promise<OpenedStore> {
  const path = file ?? join(await temporaryFolder(), "store.duckdb");
  const { log, messages } = recordContext();
  const store = await openStore(path, { log, ...options });
  onTestFinished(() => store.close());
  return { store, file: path, messages };
}

/** Runs SQL in the file of a store that is closed. */
export async function change(file: string, ...statements: readonly string[]): Promise<void> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const sql of statements) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}
