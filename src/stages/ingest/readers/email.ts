import type { Email } from "postal-mime";
import type { DocumentInput, DocumentReader, ReaderOutput } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { buildPost, joinOutputs, type Place } from "../fields.js";
import { nameOf, skippedAt } from "../names.js";

/** Newsletters as mail: one to a file (.eml), or many in a mailbox (.mbox); also a page saved as .mht. */
export const emailReader: DocumentReader = {
  name: "email",
  endings: ["eml", "mbox", "mht", "mhtml"],
  read: readMail,
};

async function readMail(input: DocumentInput): Promise<ReaderOutput> {
  if (extensionOf(nameOf(input)) !== "mbox") return readMessage(input, input.bytes, { kind: "file" });
  const messages = messagesIn(input.bytes);
  if (messages.length === 0) {
    return { posts: [], skipped: [skippedAt(input, "", "expected a mailbox with messages, got none")] };
  }
  const outputs: ReaderOutput[] = [];
  for (const [i, message] of messages.entries()) {
    outputs.push(await readMessage(input, message, { kind: "record", record: `message ${i + 1}` }));
  }
  return joinOutputs(outputs);
}

async function readMessage(input: DocumentInput, bytes: Uint8Array, place: Place): Promise<ReaderOutput> {
  const { default: PostalMime } = await import("postal-mime");
  const mail = await PostalMime.parse(withoutLongGaps(bytes), { attachmentEncoding: "arraybuffer" });
  const html = mail.html?.trim() ?? "";
  const source = html === "" ? withoutQuotedReply(mail.text ?? "") : html;
  if (source.trim() === "") {
    const where = place.kind === "record" ? place.record : "";
    return { posts: [], skipped: [skippedAt(input, where, "the message has no text")] };
  }
  return buildPost(
    input,
    {
      source,
      format: html === "" ? "text" : "html",
      title: mail.subject,
      titleFormat: "text",
      date: dateOf(mail),
      url: undefined,
      author: authorOf(mail),
    },
    place,
  );
}

/** Smaller messages have no gap that costs the parser anything. */
const MAY_HAVE_GAPS = 100_000;

/** A message whose long runs of line ends are short: the parser looks at each again and again. */
function withoutLongGaps(bytes: Uint8Array): Uint8Array {
  if (bytes.length < MAY_HAVE_GAPS) return bytes;
  const text = Buffer.from(bytes).toString("latin1");
  return Buffer.from(text.replace(/(?:\r?\n){30,}/g, "\n\n"), "latin1");
}

/** Browsers sign the pages that they save. */
function authorOf({ from }: Email): string | undefined {
  return from?.name === undefined || /^saved by /i.test(from.name) ? undefined : from.name;
}

/** The day on the writer's own calendar, as the header has it. */
function dateOf(mail: Email): string | undefined {
  return mail.headers.find(({ key }) => key === "date")?.value ?? mail.date;
}

/** What a reply quotes is somebody else's, or said before. */
function withoutQuotedReply(text: string): string {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  const at = lines.findIndex(
    (line, i) => isAttribution(line) && lines.slice(i + 1, i + 4).some((next) => next.startsWith(">")),
  );
  const kept = at < 0 ? lines : lines.slice(0, at);
  const signature = kept.findIndex((line) => line === "-- ");
  return (signature < 0 ? kept : kept.slice(0, signature)).filter((line) => !line.startsWith(">")).join("\n");
}

function isAttribution(line: string): boolean {
  return line.length < 300 && /^(?:On|Am|Le|El|Il|Op|Em)\b.*\S:\s*$|^-{2,}\s*Original Message/i.test(line);
}

const FROM_LINE = /^From \S.*\d{4}$/;

/** Messages of a mailbox begin with a line `From <sender> <date>` behind a blank one; `>From` is that of a text. */
function messagesIn(bytes: Uint8Array): Uint8Array[] {
  // One character for each byte, so that what is cut are bytes.
  const lines = Buffer.from(bytes).toString("latin1").split("\n");
  const messages: string[][] = [];
  let isBlank = true;
  for (const line of lines) {
    if (isBlank && FROM_LINE.test(line.trimEnd())) messages.push([]);
    else messages.at(-1)?.push(line.replace(/^>(>*From )/, "$1"));
    isBlank = line.trim() === "";
  }
  return messages.map((message) => Buffer.from(message.join("\n"), "latin1"));
}
