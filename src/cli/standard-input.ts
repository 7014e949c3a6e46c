import { resolve } from "node:path";
import { UserError } from "../errors.js";

/** Under this name what comes on standard input is read, as Markdown. */
export const STANDARD_INPUT = resolve("standard-input.md");

/**
 * @param what is expected there
 * @param example of a command that sends it
 * @throws UserError "config" where somebody sits at the terminal
 */
export async function standardInput(what: string, example: string): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    const todo = `Name files or folders, or send one: \`${example}\`.`;
    throw new UserError("config", `Expected ${what}, got none. ${todo}`);
  }
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts);
}
