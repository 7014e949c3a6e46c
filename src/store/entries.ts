/** A table of what makers made of contents: looked up by the hash of the content, every row with a checksum. */
import { createHash } from "node:crypto";
import type { DuckDBType, DuckDBValue } from "@duckdb/node-api";
import type { Database, Row, Transaction } from "./database.js";
import type { DuckDb } from "./library.js";

/** The tables of this kind. */
export type Room = "documents" | "phrases" | "vectors";

/** How a kind of value lies in a column. */
export interface ValueKind<Value> {
  type(duckdb: DuckDb): DuckDBType;
  toColumn(value: Value, duckdb: DuckDb): DuckDBValue;
  /** Undefined for what is none. */
  fromColumn(value: DuckDBValue, duckdb: DuckDb): Value | undefined;
  /** What a checksum is taken of. */
  bytesOf(value: Value): string | Uint8Array;
}

export const textValue: ValueKind<string> = {
  type: ({ VARCHAR }) => VARCHAR,
  toColumn: (text) => text,
  fromColumn: (value) => (typeof value === "string" ? value : undefined),
  bytesOf: (text) => text,
};

/** Vectors lie in columns of 32-bit numbers, so that a query in SQL can compare them; they come back the same to the bit. */
export const vectorValue: ValueKind<Float32Array> = {
  type: ({ LIST, FLOAT }) => LIST(FLOAT),
  toColumn: (vector, { listValue }) => listValue(Array.from(vector)),
  fromColumn: (value, { DuckDBListValue }) =>
    value instanceof DuckDBListValue ? Float32Array.from(value.items as number[]) : undefined,
  bytesOf: (vector) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength),
};

/** The first 32 digits of SHA-256 over the parts, each with its length. */
export function checksumOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest("hex").slice(0, 32);
}

export class Entries<Value> {
  /** By maker, the keys that were asked for or put in since the store was opened. */
  readonly #used = new Map<string, Set<string>>();

  constructor(
    private readonly database: Database,
    readonly room: Room,
    private readonly kind: ValueKind<Value>,
    private readonly onDamaged: (count: number) => void,
  ) {}

  /** What is kept of these keys and whole. */
  async of(maker: string, keys: readonly string[]): Promise<Map<string, Value>> {
    const found = new Map<string, Value>();
    if (keys.length === 0) return found;
    this.#use(maker, keys);
    const { duckdb } = this.database;
    const sql = `SELECT key, value, checksum FROM ${this.room} WHERE maker = ? AND key IN (SELECT unnest(?))`;
    const types = [duckdb.VARCHAR, duckdb.LIST(duckdb.VARCHAR)];
    const rows = await this.database.rows(sql, [maker, duckdb.listValue([...keys])], types);
    let damaged = 0;
    for (const row of rows) {
      const whole = this.#whole(maker, row);
      if (whole === undefined) damaged++;
      else found.set(String(row[0]), whole);
    }
    if (damaged > 0) this.onDamaged(damaged);
    return found;
  }

  /** Keeps values, in the place of what was kept of the same keys. All of them, or none where it is cut off. */
  async put(maker: string, entries: ReadonlyMap<string, Value>): Promise<void> {
    if (entries.size === 0) return;
    const keys = [...entries.keys()];
    const { duckdb } = this.database;
    await this.database.transaction(async (inside) => {
      await inside.rows(
        `DELETE FROM ${this.room} WHERE maker = ? AND key IN (SELECT unnest(?))`,
        [maker, duckdb.listValue(keys)],
        [duckdb.VARCHAR, duckdb.LIST(duckdb.VARCHAR)],
      );
      const text = duckdb.VARCHAR;
      await inside.append(this.room, [
        { type: text, values: keys.map(() => maker) },
        { type: text, values: keys },
        {
          type: this.kind.type(duckdb),
          values: Array.from(entries.values(), (value) => this.kind.toColumn(value, duckdb)),
        },
        {
          type: text,
          values: Array.from(entries, ([key, value]) => checksumOf(maker, key, this.kind.bytesOf(value))),
        },
      ]);
    });
    this.#use(maker, keys);
  }

  /** Writes down what was used, for `prune`. */
  async recordUse(inside: Transaction): Promise<void> {
    const text = this.database.duckdb.VARCHAR;
    for (const [maker, keys] of this.#used) {
      await inside.append("used", [
        { type: text, values: Array.from(keys, () => this.room) },
        { type: text, values: Array.from(keys, () => maker) },
        { type: text, values: [...keys] },
      ]);
    }
  }

  /** How many entries there are, and how many of them are not what was put in. */
  async verify(): Promise<{ entries: number; damaged: number }> {
    const counts = { entries: 0, damaged: 0 };
    await this.database.each(`SELECT maker, key, value, checksum FROM ${this.room}`, (rows) => {
      counts.entries += rows.length;
      for (const [maker, ...row] of rows) if (this.#whole(String(maker), row) === undefined) counts.damaged++;
    });
    return counts;
  }

  #whole(maker: string, [key, value, checksum]: Row): Value | undefined {
    const read = this.kind.fromColumn(value ?? null, this.database.duckdb);
    if (read === undefined) return undefined;
    return checksum === checksumOf(maker, String(key), this.kind.bytesOf(read)) ? read : undefined;
  }

  #use(maker: string, keys: readonly string[]): void {
    const used = this.#used.get(maker) ?? new Set<string>();
    for (const key of keys) used.add(key);
    this.#used.set(maker, used);
  }
}
