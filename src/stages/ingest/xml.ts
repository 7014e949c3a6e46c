import { SaxesParser } from "saxes";
import { at } from "../../math/at.js";
import type { Skipped } from "../../shapes/post.js";
import type { ReaderInput } from "../../shapes/reader.js";
import { skippedAt } from "./names.js";
import { Collector, type XmlField, type XmlProblem, type XmlRecord, type XmlScan } from "./xml-collector.js";
import { mendXml, type Names } from "./xml-mend.js";

export type { XmlField, XmlRecord, XmlScan } from "./xml-collector.js";

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

/** Opens what records may stand in. */
const PLAIN_HEAD = "<feed><channel>";
/** A longer head is not read again behind each break. */
const LONGEST_HEAD = 16 * 1024;
/** A document may break so often; what stands behind is left out, each record counted. */
const MAX_BREAKS = 1_000;
/** Behind a break reading begins with so little, since the next one may be near. */
const FIRST_CHUNK = 1024;

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
  const scan: XmlScan = { ...scanPart({ opening: "", text: whole, from: 0 }, recordNames, names), mended };
  // Where the head itself is broken, another takes its place.
  const isHeadWhole = (scan.problems[0]?.offset ?? whole.length) >= head.length;
  const keepsHead = isHeadWhole && head.length <= LONGEST_HEAD;
  const opening = keepsHead ? head : PLAIN_HEAD;
  let [last] = scan.problems;
  let behind = 0;
  while (last !== undefined && last.reason !== DECLARES_ENTITIES) {
    behind = nextBehind(starts, behind, last.offset);
    const next = starts[behind++];
    if (next === undefined) break;
    if (scan.problems.length >= MAX_BREAKS) {
      for (const start of starts.slice(behind - 1)) scan.problems.push(tooBroken(start));
      break;
    }
    const resumed = scanPart({ opening, text: whole, from: next }, recordNames, names);
    for (const record of resumed.records) scan.records.push(record);
    [last] = resumed.problems;
    // What closes elements that the other head did not open is no fault.
    if (last?.insideRecord === false && !keepsHead) break;
    if (last !== undefined) scan.problems.push(last);
  }
  const lineOf = linesOf(whole);
  for (const problem of scan.problems) problem.line = lineOf(problem.offset) + blankLines;
  return scan;
}

/** Offsets at which records begin, as the text has it; one inside a CDATA section costs no more than a second look. */
function startsOf(text: string, recordNames: ReadonlySet<string>, names: Names): number[] {
  return [...text.matchAll(/<((?:[\w.-]+:)?[\w.-]+)[\s>]/g)]
    .filter(([, name = ""]) => recordNames.has(names(name)))
    .map(({ index }) => index);
}

/** The first position from `first` on of a start behind what was read up to an offset. */
function nextBehind(starts: readonly number[], first: number, offset: number): number {
  let i = first;
  while (i < starts.length && at(starts, i) < offset) i++;
  return i;
}

function tooBroken(offset: number): XmlProblem {
  return { line: 0, offset, reason: "too much of the document is broken", insideRecord: true };
}

/** Tells the lines, from 1, of offsets that rise. */
function linesOf(text: string): (offset: number) => number {
  let line = 1;
  let end = text.indexOf("\n");
  return (offset) => {
    for (; end >= 0 && end < offset; end = text.indexOf("\n", end + 1)) line++;
    return line;
  };
}

const DECLARES_ENTITIES = "the document type declares entities, which are never expanded";

/** Ends a pass at its first fault: the parser would go on and report many more. */
const STOPPED = new Error("The document breaks here.");

/** A text from an offset on, behind an opening of its own. */
interface Part {
  opening: string;
  text: string;
  from: number;
}

/** One pass, up to the first fault. */
function scanPart(
  { opening, text, from }: Part,
  recordNames: ReadonlySet<string>,
  names: Names,
): Omit<XmlScan, "mended"> {
  const collector = new Collector(recordNames, names);
  const parser = new SaxesParser({ fragment: false });
  // Without a prototype, so that "&constructor;" names nothing.
  parser.ENTITIES = Object.assign(Object.create(null) as Record<string, string>, ENTITIES);
  const stop = (reason: string): void => {
    collector.stop({ line: 0, offset: from + parser.position - opening.length, reason });
    throw STOPPED;
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
  try {
    parser.write(opening);
    let chunk = FIRST_CHUNK;
    for (let i = from; i < text.length; i += chunk) {
      if (i > from) chunk = Math.min(CHUNK, 2 * chunk);
      parser.write(text.slice(i, i + chunk));
    }
    parser.close();
  } catch (error) {
    if (error !== STOPPED) throw error;
  }
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
  return filledFields(record, names).map((field) => field.text);
}

/** Those of these elements that hold a text. */
export function filledFields(record: XmlRecord, names: readonly string[]): XmlField[] {
  return names.flatMap((name) => record.fields.get(name) ?? []).filter((field) => field.text.trim() !== "");
}
