import { UserError } from "../errors.js";

/** Under this name what comes on standard input is read, as Markdown. */
export const STANDARD_INPUT = "/standard-input.md";

/** As of a file that a run reads (`max_file_megabytes`). */
const MOST_MEGABYTES = 50;
/** Seconds. Whoever makes a text sends some of it sooner; a pipe that nobody writes to has no end. */
const PATIENCE = 60;

/**
 * @param what is expected there
 * @param example of a command that sends it
 * @throws UserError "config" where somebody sits at the terminal, where too much comes, or nothing and no end
 */
export async function standardInput(
  what: string,
  example: string,
  input: NodeJS.ReadStream = process.stdin,
): Promise<Uint8Array> {
  const refused = (got: string, todo = `Name files or folders, or send one: \`${example}\`.`): UserError =>
    new UserError("config", `Expected ${what} on standard input, got ${got}. ${todo}`);
  if (input.isTTY) throw refused("none");
  const parts: Buffer[] = [];
  let bytes = 0;
  const hurry = setTimeout(() => input.destroy(refused(`nothing for ${PATIENCE} seconds`)), PATIENCE * 1000);
  try {
    for await (const part of input) {
      hurry.refresh();
      parts.push(Buffer.from(part as Uint8Array));
      bytes += (part as Uint8Array).length;
      if (bytes > MOST_MEGABYTES * 1e6)
        throw refused(`more than ${MOST_MEGABYTES} MB`, "Send a single text, or name files.");
    }
  } finally {
    clearTimeout(hurry);
  }
  return Buffer.concat(parts);
}
