import { posix } from "node:path";
import ts from "typescript";

/** One import of a file, however it is written. */
export interface Import {
  /** As written: `../types.js`, `node:fs`, `yaml`. */
  specifier: string;
  /** `import`, `import type` (gone at run time), or `import()`. */
  kind: "static" | "type" | "dynamic";
  /** The names taken, where they are named; `default` and `*` for those. */
  names: string[];
}

/** Every import of a file, found in its syntax tree. */
export function importsOf(path: string, text: string): Import[] {
  const imports: Import[] = [];
  const add = (specifier: ts.Node | undefined, kind: Import["kind"], names: string[] = []): void => {
    if (specifier && ts.isStringLiteralLike(specifier))
      imports.push({ specifier: specifier.text, kind, names });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const names = namesOf(node.importClause);
      add(node.moduleSpecifier, isTypeOnly(node.importClause) ? "type" : "static", names);
    } else if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly ? "type" : "static");
    } else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, node.isTypeOnly ? "type" : "static");
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, "type");
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], "dynamic");
    } else if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      /^(?:require|lazily)$/.test(node.expression.text)
    ) {
      add(node.arguments[0], "static");
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return imports;
}

function namesOf(clause: ts.ImportClause | undefined): string[] {
  const bindings = clause?.namedBindings;
  const named =
    bindings && ts.isNamedImports(bindings)
      ? bindings.elements.map((e) => (e.propertyName ?? e.name).text)
      : [];
  const all = bindings && ts.isNamespaceImport(bindings) ? ["*"] : [];
  return [...(clause?.name ? ["default"] : []), ...named, ...all];
}

/** `import type { A }`, or `import { type A, type B }`. */
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

export interface Edge extends Import {
  from: string;
  /** The file of the project that is meant; absent for packages and modules of Node.js. */
  to?: string;
  /** The package that is meant, without a path in it: `csv-parse`, `@xenova/transformers`. */
  package?: string;
}

/**
 * The imports among files.
 *
 * @param files path in the project (`src/math/kmeans.ts`) → its text
 */
export function edgesOf(files: ReadonlyMap<string, string>): Edge[] {
  return [...files].flatMap(([from, text]) =>
    importsOf(from, text).map((found): Edge => {
      const { specifier } = found;
      if (specifier.startsWith(".")) {
        const target = posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts");
        return { ...found, from, to: target };
      }
      if (specifier.startsWith("node:")) return { ...found, from };
      const parts = specifier.split("/");
      return { ...found, from, package: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/") };
    }),
  );
}

/** The first cycle found in a graph, as the list of its nodes; empty where there is none. */
export function cycleIn(edges: readonly { from: string; to: string }[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const finished = new Set<string>();
  const path: string[] = [];
  const search = (node: string): string[] => {
    const at = path.indexOf(node);
    if (at >= 0) return path.slice(at);
    if (finished.has(node)) return [];
    path.push(node);
    for (const other of next.get(node) ?? []) {
      const found = search(other);
      if (found.length > 0) return found;
    }
    path.pop();
    finished.add(node);
    return [];
  };
  for (const node of next.keys()) {
    const found = search(node);
    if (found.length > 0) return found;
  }
  return [];
}
