/**
 * The folder of the shards: JSON, JSON lines, and columns of numbers. A file is named after all that it was made from, is there whole or
 * not at all, and can be made again: any of them may be deleted, and read on another machine.
 */
import { access, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.js";
import { codeOf, realDisk, writeWhole } from "../../io/disk.js";

const KINDS = { f32: Float32Array, f64: Float64Array, u8: Uint8Array, u16: Uint16Array, u32: Uint32Array };
type Kind = keyof typeof KINDS;

interface Kinds {
  f32: Float32Array;
  f64: Float64Array;
  u8: Uint8Array;
  u16: Uint16Array;
  u32: Uint32Array;
}

/** Columns by name, each with its kind. */
type Columns<Of extends Readonly<Record<string, Kind>>> = {
  [Name in keyof Of]: Kinds[Of[Name]];
};

/** Faults that are none of what is written. */
const NO_WRITING: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "your quota on the disk is used up",
  EROFS: "the disk is read-only",
  EACCES: "writing is not permitted there",
  EPERM: "writing is not permitted there",
};

const WORD = 8;
const padded = (bytes: number): number => Math.ceil(bytes / WORD) * WORD;

export class ShardFolder {
  constructor(readonly path: string) {}

  at(name: string): string {
    return join(this.path, name);
  }

  async has(name: string): Promise<boolean> {
    try {
      await access(this.at(name));
      return true;
    } catch (error) {
      if (codeOf(error) === "ENOENT") return false;
      throw error;
    }
  }

  /** @throws UserError "disk" where there is no room, or no right to write */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    try {
      await writeWhole(this.at(name), content, realDisk);
    } catch (cause) {
      const why = NO_WRITING[codeOf(cause) ?? ""];
      if (why === undefined) throw cause;
      const todo = "What was made so far is kept: the next run goes on from it.";
      throw new UserError("disk", `Expected to write to ${this.path}, but ${why}. ${todo}`, { cause });
    }
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    await this.write(name, JSON.stringify(value));
  }

  async json<Value>(name: string): Promise<Value> {
    return JSON.parse(await readFile(this.at(name), "utf8")) as Value;
  }

  /** One JSON value a line. */
  async writeLines(name: string, values: readonly unknown[]): Promise<void> {
    await this.write(name, values.map((value) => `${JSON.stringify(value)}\n`).join(""));
  }

  /** The lines as they are written. */
  async lines(name: string): Promise<string[]> {
    const text = await readFile(this.at(name), "utf8");
    return text === "" ? [] : text.slice(0, -1).split("\n");
  }

  async values<Value>(name: string): Promise<Value[]> {
    return (await this.lines(name)).map((line) => JSON.parse(line) as Value);
  }

  /**
   * A line of JSON that says how long each column is, filled up with spaces to a multiple of eight bytes with its line end; then the
   * columns, little-endian, each from such a multiple on.
   */
  async writeColumns<Of extends Readonly<Record<string, Kind>>>(
    name: string,
    kinds: Of,
    columns: Columns<Of>,
  ): Promise<void> {
    const names = Object.keys(kinds);
    const lengths = Object.fromEntries(names.map((column) => [column, columns[column]?.length]));
    const json = JSON.stringify(lengths);
    const head = `${json.padEnd(padded(json.length + 1) - 1)}\n`;
    const parts: Uint8Array[] = [Buffer.from(head)];
    for (const column of names) {
      const { buffer, byteOffset, byteLength } = columns[column] as Uint8Array;
      parts.push(
        new Uint8Array(buffer, byteOffset, byteLength),
        new Uint8Array(padded(byteLength) - byteLength),
      );
    }
    await this.write(name, Buffer.concat(parts));
  }

  async columns<Of extends Readonly<Record<string, Kind>>>(name: string, kinds: Of): Promise<Columns<Of>> {
    const bytes = await readFile(this.at(name));
    const end = bytes.indexOf("\n") + 1;
    const lengths = JSON.parse(bytes.toString("utf8", 0, end)) as Record<string, number>;
    let from = end;
    const columns = Object.entries(kinds).map(([column, kind]) => {
      const length = lengths[column];
      if (length === undefined) throw new Error(`Expected a column "${column}" in ${name}, got none.`);
      const size = length * KINDS[kind].BYTES_PER_ELEMENT;
      // A copy begins at a multiple of eight, wherever the bytes of the file came to lie.
      const own = bytes.buffer.slice(bytes.byteOffset + from, bytes.byteOffset + from + size);
      from += padded(size);
      return [column, new KINDS[kind](own)] as const;
    });
    return Object.fromEntries(columns) as Columns<Of>;
  }

  /** Removes every file but these, and what was not finished. */
  async keepOnly(isKept: (name: string) => boolean): Promise<void> {
    for (const name of await readdir(this.path)) {
      if (!isKept(name)) await rm(this.at(name), { recursive: true, force: true });
    }
  }
}
