import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { type Cell, NOTEBOOKS, readNotebooks } from "../helpers/notebooks.js";

/** Cells run when what they need is there, not in their order, so a use before the declaration is no mistake. */
const USED_BEFORE = [2448, 2454];

/** What a cell finds at hand without an import. */
const AT_HAND = `
declare const width: number;
declare const dark: boolean;
declare function display<T>(value: T): T;
declare function view<T>(input: HTMLElement & { value: T }): T;
declare function FileAttachment(path: string): { text(): Promise<string> };
`;

describe("the cells of the notebooks", () => {
  it("have no type errors, no unused names and no missing ones", () => {
    const modules = new Map(
      readNotebooks().map(({ name, cells }) => [join(NOTEBOOKS, `${name}.ts`), moduleOf(cells)]),
    );
    expect(modules.size).toBe(5);
    expect(typeErrors(modules)).toEqual([]);
  });

  it("take no library from a network: neither the implicit ones nor a parser of files", () => {
    for (const { name, cells } of readNotebooks()) {
      const code = cells.map(({ text }) => text).join("\n");
      expect(code, name).not.toMatch(/\b(?:npm|jsr|https?):\S/);
      expect(code, name).not.toMatch(/\b(?:Inputs|d3|html|htl|aq|tex|mermaid|dot)[.`]/);
      expect(code, name).not.toMatch(/\)\s*\.(?:csv|tsv|json|arrow|parquet|xlsx)\(/);
    }
  });
});

/** All cells of a notebook as one module: they share their names. */
function moduleOf(cells: readonly Cell[]): string {
  const code = cells.map(({ type, text }) =>
    type === "text/x-typescript"
      ? text
      : expressionsOf(text)
          .map((expression) => `void (${expression});`)
          .join("\n"),
  );
  return [AT_HAND, ...code, "export {};"].join(";\n");
}

/** What stands in `${…}` in the prose. */
function expressionsOf(prose: string): string[] {
  const expressions: string[] = [];
  for (let at = prose.indexOf("${"); at >= 0; at = prose.indexOf("${", at)) {
    const start = at + 2;
    let depth = 1;
    for (at = start; depth > 0 && at < prose.length; at++) {
      if (prose[at] === "{") depth++;
      if (prose[at] === "}") depth--;
    }
    expressions.push(prose.slice(start, at - 1));
  }
  return expressions;
}

function typeErrors(modules: ReadonlyMap<string, string>): string[] {
  const config = ts.readConfigFile(join(NOTEBOOKS, "tsconfig.json"), (path) => readFileSync(path, "utf8"));
  const parsed = ts.parseJsonConfigFileContent(config.config, ts.sys, NOTEBOOKS);
  const options = { ...parsed.options, allowImportingTsExtensions: true, noEmit: true };
  const host = ts.createCompilerHost(options);
  const files = {
    ...host,
    fileExists: (path: string) => modules.has(path) || host.fileExists(path),
    readFile: (path: string) => modules.get(path) ?? host.readFile(path),
    getSourceFile: (path: string, version: ts.ScriptTarget | ts.CreateSourceFileOptions) =>
      ts.createSourceFile(path, modules.get(path) ?? readFileSync(path, "utf8"), version),
  };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([...modules.keys()], options, files));
  return found
    .filter(({ code }) => !USED_BEFORE.includes(code))
    .map(({ file, start, messageText }) => {
      const line = file?.text.slice(0, start).split("\n").at(-1) ?? "";
      const rest = file?.text.slice(start).split("\n")[0] ?? "";
      return `${file?.fileName ?? ""}: ${line}${rest}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}
