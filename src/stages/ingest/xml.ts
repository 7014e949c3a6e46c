import { type SaxesAttributeNS, SaxesParser, type SaxesTag } from "saxes";
import type { Skipped } from "../../shapes/post.js";
import { escapeHtml } from "../../text/escape-html.js";
import type { ReaderInput } from "../../shapes/reader.js";
import { skippedAt } from "./names.js";
import { mendXml, type Names } from "./xml-mend.js";

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
  /** In the mended document. */
  offset: number;
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
  /** Where the document breaks; the records before and behind each are whole. */
  problems: XmlProblem[];
  /** Characters that XML forbids and that were left out. */
  mended: number;
}

/** Elements that may hold markup, which is kept as markup. */
const MARKUP = new Set(["content", "content:encoded", "description", "summary", "title"]);
const MAX_DEPTH = 200;
/** What is read at a time: little at first, since a part that is broken is mostly so at its beginning. */
const FIRST_CHUNK = 1024;
const CHUNK = 64 * 1024;

/** The five entities that XML itself defines; any other stays in the text as it was written. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  gt: ">",
  lt: "<",
  quot: '"',
};

/** Opens what records may stand in. */
const PLAIN_HEAD = "<feed><channel>";
/** A document may break so often; what stands behind is left out, each record counted. */
const MAX_BREAKS = 1_000;

/**
 * Collects the records of an XML document. No DTD is read and no entity expanded beyond the five of XML itself; a document that
 * declares entities is refused, and nothing outside of the document is ever opened.
 *
 * What people's exports get wrong is mended first (see `mendXml`); where a record breaks all the same, reading goes on with the next.
 */
export function scanXml(text: string, recordNames: ReadonlySet<string>): XmlScan {
  const { text: whole, names, mended, blankLines } = mendXml(text);
  const starts = startsOf(whole, recordNames, names);
  const head = whole.slice(0, starts[0] ?? whole.length);
  const scan: XmlScan = { ...scanPart(whole, recordNames, names), mended };
  // Where the head itself is broken, another takes its place.
  const isHeadWhole = (scan.problems[0]?.offset ?? whole.length) >= head.length;
  const opening = isHeadWhole ? head : PLAIN_HEAD;
  const lineOf = linesOf(whole);
  let part = { offset: 0 };
  let resumedAt = -1;
  let place = 0;
  for (let last = scan.problems[0]; last !== undefined;) {
    last.offset += part.offset;
    last.line = lineOf(last.offset);
    const at = last.offset;
    if (last.reason === DECLARES_ENTITIES) break;
    const behind = Math.max(at, resumedAt);
    while (place < starts.length && (starts[place] ?? Infinity) <= behind) place++;
    const next = starts[place];
    if (next === undefined) break;
    if (scan.problems.length >= MAX_BREAKS) {
      const rest = starts.filter((start) => start > at);
      for (const start of rest) {
        scan.problems.push({
          line: lineOf(start),
          offset: start,
          reason: "too much of the document is broken",
          insideRecord: true,
        });
      }
      break;
    }
    part = { offset: next - opening.length };
    resumedAt = next;
    const resumed = scanPart(whole, recordNames, names, { opening, from: next });
    scan.records.push(...resumed.records);
    [last] = resumed.problems;
    // What closes elements that the other head did not open is no fault.
    if (last?.insideRecord === false && !isHeadWhole) break;
    if (last !== undefined) scan.problems.push(last);
  }
  for (const problem of scan.problems) problem.line += blankLines;
  return scan;
}

/** Offsets at which records begin, as the text has it; one inside a CDATA section costs no more than a second look. */
function startsOf(text: string, recordNames: ReadonlySet<string>, names: Names): number[] {
  return [...text.matchAll(/<((?:[\w.-]+:)?[\w.-]+)[\s>]/g)]
    .filter(([, name = ""]) => recordNames.has(names(name)))
    .map(({ index }) => index);
}

/** Tells the line of an offset, from 1. */
function linesOf(text: string): (offset: number) => number {
  const ends: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) ends.push(at);
  return (offset) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? Infinity) < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

const DECLARES_ENTITIES = "the document type declares entities, which are never expanded";

/** One pass, up to the first fault; offsets count the opening. */
function scanPart(
  text: string,
  recordNames: ReadonlySet<string>,
  names: Names,
  { opening = "", from = 0 } = {},
): Omit<XmlScan, "mended"> {
  const collector = new Collector(recordNames, names);
  const parser = new SaxesParser({ fragment: false });
  // Without a prototype, so that "&constructor;" names nothing.
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, ENTITIES);
  const stop = (reason: string): void => {
    collector.stop({ line: parser.line, offset: parser.position, reason });
  };
  parser.on("error", (error) => {
    // An undefined entity such as &nbsp; stays in the text as it is, for the HTML parser to resolve.
    if (!/: undefined entity\.$/.test(error.message))
      stop(error.message.replace(/^[\d:]+\s*/, "").replace(/\.$/, ""));
  });
  parser.on("doctype", (doctype) => {
    if (/<!ENTITY/i.test(doctype)) stop(DECLARES_ENTITIES);
  });
  parser.on("opentag", (tag) => {
    collector.open(tag);
    if (collector.depth > MAX_DEPTH) stop(`elements nest more than ${MAX_DEPTH} deep`);
  });
  parser.on("closetag", (tag) => collector.close(tag));
  parser.on("text", (content) => collector.text(content));
  parser.on("cdata", (content) => collector.text(content));
  parser.write(opening);
  let size = FIRST_CHUNK;
  for (let i = from; i < text.length && !collector.stopped;) {
    parser.write(text.slice(i, i + size));
    i += size;
    size = Math.min(CHUNK, 2 * size);
  }
  if (!collector.stopped) parser.close();
  return collector.scan();
}

/** Rows for what is broken in a document, and for what was mended; whole posts were lost where one was open, or where none came. */
export function skippedForProblems(input: ReaderInput, { problems, mended, records }: XmlScan): Skipped[] {
  const rows = problems.map(({ line, reason, insideRecord }) => {
    const lost = insideRecord ? "the post that it stands in is left out" : "nothing else was lost";
    const why = `the XML breaks here: ${reason}; ${lost}`;
    return skippedAt(input, `line ${line}`, why, insideRecord || records.length === 0);
  });
  if (mended === 0) return rows;
  const what =
    mended === 1 ? "1 character that XML forbids was" : `${mended} characters that XML forbids were`;
  return [...rows, skippedAt(input, "", `${what} left out`, false)];
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

  constructor(
    private readonly recordNames: ReadonlySet<string>,
    private readonly names: Names,
  ) {}

  get stopped(): boolean {
    return this.problem !== undefined;
  }

  get depth(): number {
    return this.outside.length + this.path.length + this.markupDepth;
  }

  stop(fault: Omit<XmlProblem, "insideRecord">): void {
    this.problem ??= { ...fault, insideRecord: this.record !== undefined };
  }

  scan(): Omit<XmlScan, "mended"> {
    const { root, channel, records, problem } = this;
    return { root, channel, records, problems: problem === undefined ? [] : [problem] };
  }

  open(tag: SaxesTag): void {
    if (this.stopped) return;
    const field = this.path.at(-1);
    if (field !== undefined && (this.markupDepth > 0 || MARKUP.has(field.path))) {
      this.markupDepth++;
      field.parts.push(startTag(tag));
      return;
    }
    const name = this.names(tag.name);
    if (this.root === "" || (this.record === undefined && ["channel", "rdf:RDF"].includes(name))) {
      if (this.root === "") this.root = name;
      this.outside.push(name);
    } else if (this.record === undefined && this.path.length === 0 && this.recordNames.has(name)) {
      this.record = { name, fields: new Map() };
    } else {
      const path = field === undefined ? name : `${field.path}/${name}`;
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
    field.parts.push(escape ? escapeHtml(content) : content);
  }
}

const VOID_ELEMENTS = new Set(["area", "br", "col", "embed", "hr", "img", "input", "source", "wbr"]);

function startTag(tag: SaxesTag): string {
  const attributes = [...attributesOf(tag)].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  return `<${tag.name}${attributes.join("")}>`;
}

function attributesOf(tag: SaxesTag): Map<string, string> {
  const attributes: Record<string, SaxesAttributeNS | string> = tag.attributes;
  const entries = Object.entries(attributes);
  return new Map(entries.map(([name, value]) => [name, typeof value === "string" ? value : value.value]));
}
