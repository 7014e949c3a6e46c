/** Gathers the records of an XML document from the events of a parser. */
import type { SaxesAttributeNS, SaxesTag } from "saxes";
import { escapeHtml } from "../../text/escape-html.js";
import { addressFrom } from "./values.js";
import type { Names } from "./xml-mend.js";

/** An element inside a record: its text, or its markup where it holds any. */
export interface XmlField {
  text: string;
  attributes: ReadonlyMap<string, string>;
  /** The address from which relative ones in it go, by `xml:base`. */
  base: string | undefined;
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

interface OpenField {
  path: string;
  attributes: ReadonlyMap<string, string>;
  base: string | undefined;
  parts: string[];
}

interface MutableRecord extends XmlRecord {
  fields: Map<string, XmlField[]>;
}

export class Collector {
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
  /** The `xml:base` of each element that is open, of those around it where it has none. */
  private readonly bases: (string | undefined)[] = [];

  constructor(
    private readonly recordNames: ReadonlySet<string>,
    private readonly names: Names,
  ) {}

  get depth(): number {
    return this.outside.length + this.path.length + this.markupDepth;
  }

  stop(fault: Omit<XmlProblem, "insideRecord">): void {
    this.problem = { ...fault, insideRecord: this.record !== undefined };
  }

  scan(): Omit<XmlScan, "mended"> {
    const { root, channel, records, problem } = this;
    return { root, channel, records, problems: problem === undefined ? [] : [problem] };
  }

  open(tag: SaxesTag): void {
    const field = this.path.at(-1);
    if (field !== undefined && (this.markupDepth > 0 || MARKUP.has(field.path))) {
      this.markupDepth++;
      field.parts.push(startTag(tag));
      return;
    }
    const name = this.names(tag.name);
    const base = addressFrom(attributesOf(tag).get("xml:base"), this.bases.at(-1)) ?? this.bases.at(-1);
    this.bases.push(base);
    if (this.root === "" || (this.record === undefined && ["channel", "rdf:RDF"].includes(name))) {
      if (this.root === "") this.root = name;
      this.outside.push(name);
    } else if (this.record === undefined && this.path.length === 0 && this.recordNames.has(name)) {
      this.record = { name, fields: new Map() };
    } else {
      const path = field === undefined ? name : `${field.path}/${name}`;
      this.path.push({ path, attributes: attributesOf(tag), base, parts: [] });
    }
  }

  close(tag: SaxesTag): void {
    const field = this.path.at(-1);
    if (field !== undefined && this.markupDepth > 0) {
      this.markupDepth--;
      if (!VOID_ELEMENTS.has(tag.name)) field.parts.push(`</${tag.name}>`);
      return;
    }
    this.bases.pop();
    if (field !== undefined) {
      this.path.pop();
      const { fields } = this.record ?? this.channel;
      const value = { text: field.parts.join(""), attributes: field.attributes, base: field.base };
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
    if (field === undefined) return;
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
