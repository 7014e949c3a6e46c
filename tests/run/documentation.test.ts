import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import {
  configSchema,
  decisionsSchemaText,
  readmeWithTables,
  schemaText,
} from "../../scripts/options-docs.js";
import { LIST_NAMES } from "../../src/decisions/schema.js";
import { fileKey } from "../../src/run/config.js";
import { flags, optionTables } from "../../src/run/documentation.js";
import { options } from "../../src/run/options.js";

const root = new URL("../../", import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, root), "utf8");

describe("what is told of the options", () => {
  it("stands in the README as the options have it (npm run docs:options)", async () => {
    const readme = await read("README.md");
    expect(readmeWithTables(readme)).toBe(readme);
  });

  it("stands in the schema for editors as the options have it (npm run docs:options)", async () => {
    expect(await read("docs/throughline.schema.json")).toBe(await schemaText());
  });

  it("stands in the schema of decisions as they are read (npm run docs:options)", async () => {
    const text = await decisionsSchemaText();
    expect(await read("docs/themes.schema.json")).toBe(text);
    expect(text).not.toContain("$ref");
    const { properties } = JSON.parse(text) as { properties: Record<string, object> };
    expect(Object.keys(properties)).toEqual(LIST_NAMES);
    expect(properties["merge"]).toMatchObject({ anyOf: [{ items: { required: ["into", "themes"] } }, {}] });
    expect(properties["order"]).toMatchObject({
      anyOf: [{ items: { anyOf: [{ type: "string" }, { type: "object" }] } }, {}],
    });
  });

  it("names every option once, as a flag or as a key of the file", () => {
    const { flags: withFlag, fileOnly } = optionTables();
    for (const name of Object.keys(options)) {
      const key = fileKey(name);
      const rows = [
        ...`${withFlag}\n${fileOnly}`.matchAll(
          new RegExp(`^\\| \`(?:--)?${key.replaceAll("_", "[_-]")}[ \`]`, "gm"),
        ),
      ];
      expect(rows, name).toHaveLength(1);
    }
    expect(flags().map(({ flag }) => flag)).toContain("--model-dir <folder>");
    expect(flags().map(({ flag }) => flag)).toContain("--no-store");
  });

  it("gives editors plain types", () => {
    const { properties } = configSchema() as { properties: Record<string, Record<string, unknown>> };
    expect(properties["seed"]).toMatchObject({ type: "integer", minimum: 0, default: 42 });
    expect(properties["granularity"]).toMatchObject({ enum: ["broad", "medium", "fine"] });
    expect(properties["stop_words"]).toMatchObject({
      anyOf: [{ type: "array", items: { type: "string" } }, { type: "string" }],
    });
    expect(properties["chat"]).toMatchObject({ required: ["url", "model"] });
    expect(JSON.stringify(properties["chat"])).toContain("key_env");
    expect(JSON.stringify(properties)).not.toContain("$ref");
  });

  it("knows every key of the sample configuration", async () => {
    const { properties } = configSchema() as { properties: object };
    const written = parse(await read("seeds/throughline.yaml")) as object;
    for (const key of Object.keys(written)) expect(Object.keys(properties)).toContain(key);
  });
});
