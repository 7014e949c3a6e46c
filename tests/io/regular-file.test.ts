import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeFiles } from "../../src/io/files.js";
import { NO_FILE, readRegular, readRegularText } from "../../src/io/regular-file.js";
import { makePipe } from "../helpers/written-folder.js";

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "throughline-regular-"));
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe("reading a file", () => {
  it("gives its bytes, and its text as it is", async () => {
    await writeFile(join(root, "a.txt"), "\ufeffgrün");
    expect(Buffer.from(await readRegular(join(root, "a.txt"))).toString()).toBe("\ufeffgrün");
    expect(await readRegularText(join(root, "a.txt"))).toBe("\ufeffgrün");
  });

  it("tells of what is not there, and of a folder, as the system does", async () => {
    await expect(readRegular(join(root, "none"))).rejects.toMatchObject({ code: "ENOENT" });
    await expect(readRegular(root)).rejects.toMatchObject({ code: "EISDIR" });
  });

  it("waits for no pipe and reads no device", async () => {
    await makePipe(join(root, "pipe"));
    for (const path of [join(root, "pipe"), "/dev/zero"]) {
      await expect(readRegular(path)).rejects.toMatchObject({ code: NO_FILE });
      await expect(nodeFiles().read(path)).rejects.toMatchObject({ code: NO_FILE });
    }
  });

  it("refuses a socket", async () => {
    const server = createServer().listen(join(root, "socket"));
    await new Promise((resolve) => server.once("listening", resolve));
    await expect(readRegular(join(root, "socket"))).rejects.toMatchObject({ code: NO_FILE });
    await new Promise((resolve) => server.close(resolve));
  });
});
