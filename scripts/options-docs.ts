/**
 * Writes what is told of the options where people look: the tables in README.md and the JSON schemas of
 * `throughline.yaml` and `themes.yaml`, by which editors complete and check them.
 *
 *     npm run docs:options
 */
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { format } from "prettier";
import { decisionsSchema } from "../src/decisions/schema.js";
import { fileKey } from "../src/run/config.js";
import { optionTables } from "../src/run/documentation.js";
import { options, type Option } from "../src/run/options.js";
import { embedderNames } from "../src/stages/embed/registry.js";

const root = new URL("../", import.meta.url);
const README = new URL("README.md", root);
const SCHEMA = new URL("docs/throughline.schema.json", root);
const DECISIONS = new URL("docs/themes.schema.json", root);

const begins = (name: string): string => `<!-- ${name}: made by npm run docs:options -->`;
const ends = (name: string): string => `<!-- end of ${name} -->`;

/** The README with the tables as the options have them now. */
export function readmeWithTables(readme: string): string {
  const { flags, fileOnly } = optionTables();
  return within(within(readme, "options", flags), "file options", fileOnly);
}

function within(text: string, name: string, table: string): string {
  const start = text.indexOf(begins(name));
  const end = text.indexOf(ends(name));
  if (start < 0 || end < start)
    throw new Error(`Expected "${begins(name)}" and "${ends(name)}" in README.md.`);
  return `${text.slice(0, start)}${begins(name)}\n\n${table}\n\n${text.slice(end)}`;
}

/** The JSON schema of `throughline.yaml`, keys as they stand in a file. */
export function configSchema(): unknown {
  const properties = Object.entries<Option>(options).map(([name, { schema, doc, fallback }]) => [
    fileKey(name),
    {
      description: doc,
      ...(fallback !== undefined && { default: fallback }),
      ...plain(schema),
      ...(name === "embedder" && { enum: embedderNames() }),
    },
  ]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "throughline.yaml",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(properties) as Record<string, unknown>,
  };
}

/** A schema without references, as most editors like it, and with the keys of a file. */
function plain(schema: v.GenericSchema): Record<string, unknown> {
  const converted = toJsonSchema(schema, { errorMode: "ignore", typeMode: "input" });
  const { $defs = {} } = converted;
  const own = Object.entries(converted).filter(([key]) => !key.startsWith("$") || key === "$ref");
  return inFileKeys(resolved(Object.fromEntries(own), $defs)) as Record<string, unknown>;
}

function resolved(node: unknown, definitions: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(node)) return node.map((entry) => resolved(entry, definitions));
  if (typeof node !== "object" || node === null) return node;
  if ("$ref" in node && typeof node.$ref === "string") {
    return resolved(definitions[node.$ref.replace("#/$defs/", "")], definitions);
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(value, definitions)]));
}

function inFileKeys(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(inFileKeys);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === "properties"
        ? Object.fromEntries(
            Object.entries(value as object).map(([name, entry]) => [fileKey(name), inFileKeys(entry)]),
          )
        : inFileKeys(value),
    ]),
  );
}

/** The text of the schema's file. */
export async function schemaText(): Promise<string> {
  return format(JSON.stringify(configSchema()), { parser: "json", printWidth: 110 });
}

/** The text of the schema's file for `themes.yaml`. */
export async function decisionsSchemaText(): Promise<string> {
  const schema = {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "themes.yaml",
    ...plain(decisionsSchema),
  };
  return format(JSON.stringify(schema), { parser: "json", printWidth: 110 });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(README, readmeWithTables(await readFile(README, "utf8")));
  await writeFile(SCHEMA, await schemaText());
  await writeFile(DECISIONS, await decisionsSchemaText());
}
