import { type SaxesAttributeNS, SaxesParser, type SaxesTag } from "saxes";
import type { Skipped } from "../../shapes/post.js";
import type { ReaderInput } from "../../shapes/reader.js";
import { skippedAt } from "./names.js";

/** An element inside a record: its text, or its markup where it holds any. */
export interface XmlField {
  text: string;
  attributes: ReadonlyMap<string, string>;
}

/** One `<item>`, `<entry>` …: its elements by the path below it (`title`, `author/name`), in document order. */
export interface XmlRecord {
  name: string;
  fields: ReadonlyMap<string, readonly XmlField[]>;
}

export interface XmlProblem {
  line: number;
  reason: string;
  /** True where a record was cut off by it. */
  insideRecord: boolean;
}

export interface XmlScan {
  /** Name of the outermost element, empty where there is none. */
  root: string;
  /** What stands outside of every record. */
  channel: XmlRecord;
  records: XmlRecord[];
  /** Why reading stopped before the end; the records before it are whole. */
  problem?: XmlProblem;
}

/** Elements that may hold markup, which is kept as markup. */
const MARKUP = new Set(["content", "content:encoded", "description", "summary", "title"]);
const MAX_DEPTH = 200;
const CHUNK = 64 * 1024;

/** The five entities that XML itself defines; any other stays in the text as it was written. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  quot: '"',
};

/**
 * Collects the records of an XML document in one pass. No DTD is read and no entity expanded beyond the five of XML
 * itself; a document that declares entities is refused, and nothing outside of the document is ever opened.
 */
export function scanXml(text: string, recordNames: ReadonlySet<string>): XmlScan {
  const collector = new Collector(recordNames);
  const parser = new SaxesParser({ fragment: false });
  // Without a prototype, so that "&constructor;" names nothing.
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, ENTITIES);
  const stop = (reason: string): void => {
    collector.stop(parser.line, reason);
  };
  parser.on("error", (error) => {
    // An undefined entity such as &nbsp; stays in the text as it is, for the HTML parser to resolve.
    if (!/: undefined entity\.$/.test(error.message))
      stop(error.message.replace(/^[\d:]+\s*/, "").replace(/\.$/, ""));
  });
  parser.on("doctype", (doctype) => {
    if (/<!ENTITY/i.test(doctype)) stop("the document type declares entities, which are never expanded");
  });
  parser.on("opentag", (tag) => {
    collector.open(tag);
    if (collector.depth > MAX_DEPTH) stop(`elements nest more than ${MAX_DEPTH} deep`);
  });
  parser.on("closetag", (tag) => collector.close(tag));
  parser.on("text", (content) => collector.text(content));
  parser.on("cdata", (content) => collector.text(content));
  for (let i = 0; i < text.length && !collector.stopped; i += CHUNK) parser.write(text.slice(i, i + CHUNK));
  if (!collector.stopped) parser.close();
  return collector.scan();
}

/** The row for a document that breaks off; whole posts were lost where one was open, or where none came before. */
export function skippedForProblem(input: ReaderInput, problem: XmlProblem, nothingRead: boolean): Skipped {
  const reason = `the XML breaks here: ${problem.reason}; what follows is left out`;
  return skippedAt(input, `line ${problem.line}`, reason, problem.insideRecord || nothingRead);
}

/** The first element of this name. */
export function firstField(record: XmlRecord, name: string): XmlField | undefined {
  return record.fields.get(name)?.[0];
}

/** Text of the first of these elements that holds any. */
export function firstText(record: XmlRecord, names: readonly string[]): string | undefined {
  return texts(record, names)[0];
}

/** All texts of these elements that are not blank. */
export function texts(record: XmlRecord, names: readonly string[]): string[] {
  return names
    .flatMap((name) => record.fields.get(name) ?? [])
    .map((field) => field.text)
    .filter((text) => text.trim() !== "");
}

interface OpenField {
  path: string;
  attributes: ReadonlyMap<string, string>;
  parts: string[];
}

interface MutableRecord extends XmlRecord {
  fields: Map<string, XmlField[]>;
}

class Collector {
  private root = "";
  private readonly channel: MutableRecord = { name: "", fields: new Map() };
  private readonly records: XmlRecord[] = [];
  private record: MutableRecord | undefined;
  /** Names of the elements open below the record (or below the root). */
  private readonly path: OpenField[] = [];
  /** Elements open outside: the root and, in a record, those around it. */
  private readonly outside: string[] = [];
  /** How deep inside a markup element the reading is; 0 outside of one. */
  private markupDepth = 0;
  private problem: XmlProblem | undefined;

  constructor(private readonly recordNames: ReadonlySet<string>) {}

  get stopped(): boolean {
    return this.problem !== undefined;
  }

  get depth(): number {
    return this.outside.length + this.path.length + this.markupDepth;
  }

  stop(line: number, reason: string): void {
    this.problem ??= { line, reason, insideRecord: this.record !== undefined };
  }

  scan(): XmlScan {
    const { root, channel, records, problem } = this;
    return problem === undefined ? { root, channel, records } : { root, channel, records, problem };
  }

  open(tag: SaxesTag): void {
    if (this.stopped) return;
    const field = this.path.at(-1);
    if (field !== undefined && (this.markupDepth > 0 || MARKUP.has(field.path))) {
      this.markupDepth++;
      field.parts.push(startTag(tag));
    } else if (this.root === "" || (this.record === undefined && ["channel", "rdf:RDF"].includes(tag.name))) {
      if (this.root === "") this.root = tag.name;
      this.outside.push(tag.name);
    } else if (this.record === undefined && this.path.length === 0 && this.recordNames.has(tag.name)) {
      this.record = { name: tag.name, fields: new Map() };
    } else {
      const path = field === undefined ? tag.name : `${field.path}/${tag.name}`;
      this.path.push({ path, attributes: attributesOf(tag), parts: [] });
    }
  }

  close(tag: SaxesTag): void {
    if (this.stopped) return;
    const field = this.path.at(-1);
    if (field !== undefined && this.markupDepth > 0) {
      this.markupDepth--;
      if (!VOID_ELEMENTS.has(tag.name)) field.parts.push(`</${tag.name}>`);
    } else if (field !== undefined) {
      this.path.pop();
      const { fields } = this.record ?? this.channel;
      const value = { text: field.parts.join(""), attributes: field.attributes };
      const values = fields.get(field.path);
      if (values === undefined) fields.set(field.path, [value]);
      else values.push(value);
    } else if (this.record !== undefined) {
      this.records.push(this.record);
      this.record = undefined;
    } else {
      this.outside.pop();
    }
  }

  text(content: string): void {
    const field = this.path.at(-1);
    if (field === undefined || this.stopped) return;
    // In XHTML content "&lt;" stays "&lt;"; elsewhere the text itself is escaped HTML or plain.
    const escape = this.markupDepth > 0 || field.attributes.get("type") === "xhtml";
    field.parts.push(escape ? escapeMarkup(content) : content);
  }
}

const VOID_ELEMENTS = new Set(["area", "br", "col", "embed", "hr", "img", "input", "source", "wbr"]);

function startTag(tag: SaxesTag): string {
  const attributes = [...attributesOf(tag)].map(([name, value]) => ` ${name}="${escapeMarkup(value)}"`);
  return `<${tag.name}${attributes.join("")}>`;
}

function attributesOf(tag: SaxesTag): Map<string, string> {
  const attributes: Record<string, SaxesAttributeNS | string> = tag.attributes;
  const entries = Object.entries(attributes);
  return new Map(entries.map(([name, value]) => [name, typeof value === "string" ? value : value.value]));
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"]/g, (c) =>
    c === "&" ? "&amp;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : "&quot;",
  );
}
