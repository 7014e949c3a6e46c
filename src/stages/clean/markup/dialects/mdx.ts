import type { Dialect } from "./edits.js";
import type { Edit } from "./edits.js";
import { behindBraces, Reach, walkScript } from "./script.js";

const IMPORT = String.raw`import\s+(?:type\s+)?(?:["'{*]|[\w$]+\s*(?:,|\sfrom\b))`;
const EXPORT = String.raw`export\s+(?:default|const|let|var|function|async|class|type|interface|enum|\{|\*)`;
const STATEMENT = new RegExp(`(?:${IMPORT}|${EXPORT})`, "y");
const BEGINS = new RegExp(String.raw`^\s*(?:${IMPORT}|${EXPORT}\b)`);
/** Where something that is no prose may begin. */
const MARK = /^(?:import|export)(?=\s)|<(?=[A-Za-z/>])|\\?\{/gm;
const TAG_NAME = /<(\/?)([A-Za-z][\w.-]*)?(?=[\s/>{])/y;
const PROSE_LINE = /^(?:[A-Z][\p{L}’']*[ ,]|[A-Z]\s\p{L}|#{1,6}\s|[-*+>]\s|\d+\.\s)/u;
/** A statement in front of prose ends with one of these. */
const COMPLETE = /[;})\]"'`]\s*$/;

/** True for a document that is read as MDX: by its name, or since it begins with imports or exports. */
export function isMdx(text: string, path: string): boolean {
  return /\.mdx$/i.test(path) || BEGINS.test(text.slice(0, 500));
}

/** Behind an `import` or `export` that begins at `from`: in front of a blank line, or of prose. */
function statementEnd(text: string, from: number, reach: Reach): number {
  const limit = reach.from(from);
  const end = walkScript(text, from, limit, "{[(", (offset) => {
    if (offset === text.length) return true;
    if (text.charAt(offset) !== "\n") return false;
    const next = /[^\n]*/y;
    next.lastIndex = offset + 1;
    const line = next.exec(text.slice(0, Math.min(text.length, offset + 200)))?.[0] ?? "";
    if (line.trim() === "") return true;
    return (
      COMPLETE.test(text.slice(Math.max(from, offset - 20), offset)) &&
      !/^\s*[.,?:&|+)\]}]/.test(line) &&
      (!/^\s/.test(line) || PROSE_LINE.test(line))
    );
  });
  if (end >= 0) return end;
  reach.failed(from, limit);
  const newline = text.indexOf("\n", from);
  return newline < 0 ? text.length : newline;
}

/** What a tag of JSX holds. */
interface Tag {
  to: number;
  /** Its attributes in braces. */
  expressions: { from: number; to: number }[];
}

/** A tag whose name ends at `from`; undefined where it never closes. */
function readTag(text: string, from: number, reach: Reach): Tag | undefined {
  const limit = reach.from(from);
  const expressions: Tag["expressions"] = [];
  let i = from;
  for (; i < limit; i++) {
    const char = text.charAt(i);
    if (char === ">") return { to: i + 1, expressions };
    if (char === "<") break;
    if (char === "{") {
      const end = behindBraces(text, i, reach);
      if (end < 0) return undefined;
      const name = /(?<![\w:-])[\w:-]+=$/.exec(text.slice(Math.max(from, i - 60), i))?.[0] ?? "";
      expressions.push({ from: i - name.length, to: end });
      i = end - 1;
    } else if (char === '"' || char === "'") {
      const close = text.slice(i + 1, limit).indexOf(char);
      if (close < 0) {
        reach.failed(i, limit);
        break;
      }
      i += close + 1;
    }
  }
  reach.failed(from, i);
  return undefined;
}

const isComponent = (name: string): boolean => name === "" || /^[A-Z]|\./.test(name);

/** MDX (https://mdxjs.com): imports, exports, tags of components and expressions go; what components enclose stays. */
export const mdxEdits: Dialect = (text, outside) => {
  const edits: Edit[] = [];
  const reach = new Reach(text.length);
  const mark = new RegExp(MARK);
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const from = match.index;
    if (!outside(from) || match[0].startsWith("\\")) continue;
    const found =
      match[0] === "{"
        ? expression(text, from, reach)
        : match[0] === "<"
          ? tag(text, from, reach)
          : statement(text, from, reach);
    if (found === undefined) continue;
    edits.push(...found.edits);
    mark.lastIndex = found.to;
  }
  return { edits };
};

interface Found {
  to: number;
  edits: Edit[];
}

function expression(text: string, from: number, reach: Reach): Found | undefined {
  const to = behindBraces(text, from, reach);
  return to < 0 ? undefined : { to, edits: [{ from, to }] };
}

function statement(text: string, from: number, reach: Reach): Found | undefined {
  STATEMENT.lastIndex = from;
  if (!STATEMENT.test(text)) return undefined;
  const to = statementEnd(text, from, reach);
  return { to, edits: [{ from, to }] };
}

/** Tags of components go; those of HTML are left to the parser, without the attributes that it cannot read. */
function tag(text: string, from: number, reach: Reach): Found | undefined {
  if (text.startsWith("<>", from) || text.startsWith("</>", from)) {
    const to = text.indexOf(">", from) + 1;
    return { to, edits: [{ from, to }] };
  }
  TAG_NAME.lastIndex = from;
  const match = TAG_NAME.exec(text);
  if (match === null) return undefined;
  const read = readTag(text, from + match[0].length, reach);
  if (read === undefined) return undefined;
  if (isComponent(match[2] ?? "")) return { to: read.to, edits: [{ from, to: read.to }] };
  return { to: read.to, edits: read.expressions.map((attribute) => ({ ...attribute, as: "" })) };
}
