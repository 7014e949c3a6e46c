import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { readConfigFile } from "../../src/run/config-file.js";
import { temporaryFolder } from "../helpers/model-context.js";

/** A folder to work in for the length of a test, with a configuration file in it. */
async function workIn(text?: string, file = "throughline.yaml"): Promise<string> {
  const folder = await realpath(await temporaryFolder());
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  process.chdir(folder);
  if (text !== undefined) await writeFile(join(folder, file), text);
  return folder;
}

describe("readConfigFile", () => {
  it("is empty where there is no file and none was named", async () => {
    await workIn();
    expect(await readConfigFile(undefined)).toEqual({});
  });

  it("reads throughline.yaml of the working folder", async () => {
    await workIn(
      "# ours\nthemes: 7\nstop_words: [team, product]\ncolumns:\n  text: Body\nsince: 2024-01-31\n",
    );
    expect(await readConfigFile(undefined)).toEqual({
      themes: 7,
      stop_words: ["team", "product"],
      columns: { text: "Body" },
      since: "2024-01-31",
    });
  });

  it("reads the file that was named instead", async () => {
    await workIn("themes: 7\n");
    await writeFile("other.yaml", "themes: 8\n");
    expect(await readConfigFile("other.yaml")).toEqual({ themes: 8 });
  });

  it("reads a byte order mark and Windows line ends", async () => {
    await workIn("\ufeffthemes: 7\r\nseed: 3\r\n");
    expect(await readConfigFile(undefined)).toEqual({ themes: 7, seed: 3 });
  });

  it.each(["", "# nothing yet\n", "---\n", "null\n"])("takes %j for nothing written", async (text) => {
    await workIn(text);
    expect(await readConfigFile(undefined)).toEqual({});
  });

  it("counts paths from the folder of the file", async () => {
    const folder = await workIn();
    await mkdir("sub");
    await writeFile(
      "sub/ours.yaml",
      "paths: [posts, ../more/*.md, /somewhere/else]\nout: themes\nmodel-dir: models\ntitle: posts\nmodel: a/b\n",
    );
    const expected = {
      paths: [join("sub", "posts"), join("more", "*.md"), "/somewhere/else"],
      out: join("sub", "themes"),
      "model-dir": join("sub", "models"),
      title: "posts",
      model: "a/b",
    };
    expect(await readConfigFile("sub/ours.yaml")).toEqual(expected);
    expect(await readConfigFile(join(folder, "sub/ours.yaml"))).toEqual(expected);
  });

  it("knows the model's folder by every spelling of its key, and a single path", async () => {
    await workIn();
    await mkdir("sub");
    for (const key of ["modelDir", "model_dir", "model-dir"]) {
      await writeFile("sub/ours.yaml", `${key}: models\npaths: .\n`);
      expect(await readConfigFile("sub/ours.yaml")).toEqual({ [key]: join("sub", "models"), paths: "sub" });
    }
  });

  it("knows the file of the store, and that there is to be none", async () => {
    await workIn();
    await mkdir("sub");
    await writeFile("sub/ours.yaml", "store: kept.duckdb\n");
    expect(await readConfigFile("sub/ours.yaml")).toEqual({ store: join("sub", "kept.duckdb") });
    await writeFile("sub/ours.yaml", "store: false\n");
    expect(await readConfigFile("sub/ours.yaml")).toEqual({ store: false });
  });

  it("leaves a value of the wrong type to be refused with its key", async () => {
    await workIn("paths: 3\nout: [a]\n");
    expect(await readConfigFile(undefined)).toEqual({ paths: 3, out: ["a"] });
  });

  it.each([
    ["a file that is not there", undefined],
    ["broken YAML", "themes: [1, 2\n"],
    ["a key twice", "themes: 1\nthemes: 2\n"],
    ["a list", "- themes\n- seed\n"],
    ["a text", "themes 7\n"],
    ["an alias of nothing, as an unquoted glob is", "paths: *.md\n"],
    [
      "aliases that grow without end",
      `a: &a [x, x, x, x, x, x, x, x, x]\n${"bcdefghi".replace(/./g, (letter, i: number) => {
        const before = "abcdefgh".charAt(i);
        return `${letter}: &${letter} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]\n`;
      })}`,
    ],
  ])("refuses %s in one line that names the file", async (_, text) => {
    await workIn(text, "ours.yaml");
    const message = expect.stringMatching(/^Expected [^\n]*ours\.yaml[^\n]*$/) as string;
    await expect(readConfigFile("ours.yaml")).rejects.toMatchObject({
      name: "UserError",
      kind: "config",
      message,
    });
  });

  it("refuses a folder in the file's place", async () => {
    await workIn();
    await mkdir("throughline.yaml");
    await expect(readConfigFile(undefined)).rejects.toMatchObject({ kind: "config" });
  });

  it("makes no objects and dates of tags, and pollutes no prototype", async () => {
    await workIn("__proto__:\n  out: polluted\nsince: 2024-01-31\n");
    const written = await readConfigFile(undefined);
    expect(Object.keys(written)).toEqual(["__proto__", "since"]);
    expect(({} as Record<string, unknown>)["out"]).toBeUndefined();
    expect(written["since"]).toBe("2024-01-31");
  });
});
