import type { Code, Html, Root, RootContent } from "mdast";
import type { Node } from "unist";
import { alignLines, alignText, type SourceText } from "./align.js";
import { BlockBuilder, MarkupError, type MarkupDocument } from "./block-builder.js";
import { readsAsProse } from "./debris.js";
import { isBlockElement, NOTE_MARK, opensSilence, readHtmlInto } from "./html.js";
import { markdownTree } from "./markdown-tree.js";
import { definitionsFor, definitionsOf, partsOf } from "./parts.js";
import { prepareMarkdown } from "./prepare.js";
import { MASK, maskTemplateTags } from "./template-tags.js";
import { walkTree, type Visit } from "./walk.js";

/** More levels of lists and quotations are not read: the parser's time grows with their square. */
const MAX_MARKDOWN_DEPTH = 100;
/** A larger file costs the parser more than a gigabyte of memory. */
const MAX_MARKDOWN_CHARACTERS = 2_000_000;

const CONTAINER_MARKS = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))+/;

/** Counts the marks that open lists and quotations, on one line and by indent; cheap, before parsing. */
function checkMarkdownDepth(source: string): void {
  const indents: number[] = [];
  for (const line of source.split("\n")) {
    const marks = CONTAINER_MARKS.exec(line)?.[0];
    if (marks === undefined) continue;
    const indent = line.length - line.trimStart().length;
    while ((indents.at(-1) ?? -1) >= indent) indents.pop();
    indents.push(indent);
    const inLine = marks.match(/>|[-*+]|\d{1,9}[.)]/g)?.length ?? 0;
    if (indents.length + inLine > MAX_MARKDOWN_DEPTH) {
      throw new MarkupError(`Markdown nested deeper than ${MAX_MARKDOWN_DEPTH} levels`);
    }
  }
}

function parse(source: string): Root {
  checkMarkdownDepth(source);
  try {
    return markdownTree(source);
  } catch (error) {
    if (error instanceof RangeError)
      throw new MarkupError("Markdown nested too deeply to be read", { cause: error });
    throw error;
  }
}

/** The name of the element that an inline tag opens or closes. */
function tagName(tag: string): { name: string; closes: boolean } | undefined {
  const match = /^<(\/?)([a-zA-Z][\w-]*)/.exec(tag);
  return match?.[2] === undefined ? undefined : { name: match[2].toLowerCase(), closes: match[1] === "/" };
}

/** Reads one part of a document. */
class PartReader {
  /** The part as it stands in the file, and with template tags masked. */
  readonly #plain: string;
  readonly #masked: SourceText;
  readonly #builder: BlockBuilder;
  /** Behind the text that was read last, in the body; the place of text that the parser gives none. */
  #cursor = 0;
  /** How many paragraphs, headings and cells we are in: HTML there is a tag, elsewhere a block. */
  #inline = 0;
  /** Elements opened by inline tags whose text is not read. */
  #silent: string[] = [];
  /** How long the buffer was when a `<sup>` was opened. */
  #superscript: number | undefined;

  constructor(plain: string, masked: SourceText, builder: BlockBuilder) {
    this.#plain = plain;
    this.#masked = masked;
    this.#builder = builder;
  }

  read(): void {
    walkTree<RootContent>(parse(this.#masked.text), (node) => this.#visit(node));
  }

  /** Reads a node, and keeps the cursor: text without a place of its own goes on behind what stood before it. */
  #visit(node: RootContent): Visit {
    this.#cursor = node.position?.start.offset ?? this.#cursor;
    const visit = this.#node(node);
    const toEnd = (): void => {
      this.#cursor = node.position?.end.offset ?? this.#cursor;
    };
    if (typeof visit === "function") {
      return () => {
        visit();
        toEnd();
      };
    }
    if (visit === "into") return toEnd;
    toEnd();
    return "skip";
  }

  #node(node: RootContent): Visit {
    const builder = this.#builder;
    switch (node.type) {
      case "paragraph":
        return this.#inlineParent(() => builder.flush());
      case "heading":
        builder.enterHeading();
        return this.#inlineParent(() => builder.leaveHeading(node.depth));
      case "listItem":
        builder.enter("list-item");
        return () => builder.leave();
      case "blockquote":
        builder.enter("quote");
        return () => builder.leave();
      case "table":
        builder.enterTable();
        return () => builder.leaveTable();
      case "tableCell":
        return this.#inlineParent(() => builder.flush());
      case "text":
        this.#text(node.value, node, "markdown");
        return "skip";
      case "inlineCode":
        this.#text(this.#unmasked(node.value, node), node, "code");
        return "skip";
      case "break":
        builder.lineBreak(this.#masked.toSource(this.#cursor));
        return "skip";
      case "html":
        if (this.#inline > 0) this.#tag(node.value);
        else this.#block(node);
        return "skip";
      case "code":
        this.#code(node);
        return "skip";
      default:
        return "into";
    }
  }

  #inlineParent(leave: () => void): () => void {
    this.#inline++;
    return () => {
      this.#inline--;
      this.#silent = [];
      this.#superscript = undefined;
      leave();
    };
  }

  #text(value: string, node: Node, mode: "markdown" | "code"): void {
    const to = node.position?.end.offset ?? this.#masked.text.length;
    if (this.#silent.length > 0) {
      this.#cursor = to;
      return;
    }
    const { toSource } = this.#masked;
    const text = mode === "code" ? this.#plain : this.#masked.text;
    const from = mode === "code" ? this.#behindBackticks() : this.#cursor;
    this.#cursor = alignText(this.#builder.buffer, value, { text, toSource }, from, to, mode);
  }

  /** Where the text of inline code begins. */
  #behindBackticks(): number {
    let at = this.#cursor;
    while (this.#masked.text.charAt(at) === "`") at++;
    return at;
  }

  /** Inline code shows a template tag as it is, so its own characters take the places of the mask. */
  #unmasked(value: string, node: Node): string {
    let at = node.position?.start.offset ?? 0;
    return value.replaceAll(MASK, () => {
      at = this.#masked.text.indexOf(MASK, at) + 1;
      return this.#plain.charAt(at - 1);
    });
  }

  /** A tag of raw HTML inside a paragraph: it vanishes, with its text where that is none. */
  #tag(value: string): void {
    const tag = tagName(value);
    if (tag === undefined) return;
    if (tag.closes && this.#silent.at(-1) === tag.name) this.#silent.pop();
    else if (!tag.closes && opensSilence(value)) this.#silent.push(tag.name);
    else if (tag.name === "sup") this.#superscripted(tag.closes);
    else if (tag.name === "br") this.#builder.lineBreak(this.#masked.toSource(this.#cursor));
    else if (isBlockElement(tag.name)) this.#builder.flush();
  }

  /** The number of a note goes, "10<sup>th</sup>" stays. */
  #superscripted(closes: boolean): void {
    const { buffer } = this.#builder;
    const from = this.#superscript;
    if (closes && from !== undefined && NOTE_MARK.test(buffer.textFrom(from))) {
      buffer.truncate(Math.min(from, buffer.length));
    }
    this.#superscript = closes ? undefined : buffer.length;
  }

  /** A block of raw HTML. */
  #block(node: Html): void {
    const { text, toSource } = this.#masked;
    const html = alignLines(node.value, text, this.#cursor, node.position?.end.offset ?? text.length);
    readHtmlInto(this.#builder, { text: html.text, toSource: (offset) => toSource(html.toSource(offset)) });
  }

  /** Code is dropped, but a paragraph that was only indented is read. */
  #code(node: Code): void {
    const { text, toSource } = this.#masked;
    const isFenced = /^[`~]/.test(text.slice(this.#cursor, this.#cursor + 1));
    if (isFenced || !readsAsProse(node.value)) {
      this.#builder.drop("code block", this.#unmasked(node.value, node));
      return;
    }
    const to = node.position?.end.offset ?? text.length;
    alignText(this.#builder.buffer, node.value, { text, toSource }, this.#cursor, to, "code", false);
    this.#builder.flush();
  }
}

/**
 * Reads Markdown (CommonMark, GFM and the dialects of `prepare.ts`) with raw HTML in it; a document with very much markup in parts.
 *
 * @param path of the post; one that ends in `.mdx` is read as MDX.
 * @throws MarkupError where it is too deep, too long or too much markup to be read.
 */
export function readMarkdown(source: string, bodyStart: number, title: string, path = ""): MarkupDocument {
  const prepared = prepareMarkdown(source, bodyStart, path);
  if (prepared.text.length > MAX_MARKDOWN_CHARACTERS) {
    throw new MarkupError(`longer than ${MAX_MARKDOWN_CHARACTERS} characters of Markdown`);
  }
  const masked = maskTemplateTags(prepared.text);
  const builder = new BlockBuilder(title);
  for (const part of prepared.dropped) builder.drop(part.reason, part.text);
  const parts = partsOf(masked);
  const definitions = parts.length > 1 ? definitionsOf(masked) : new Map<string, string>();
  for (const { from, to, isCode } of parts) {
    // The parser would leave a byte order mark out of its offsets.
    const start = masked.charAt(from) === "\uFEFF" ? from + 1 : from;
    const text = masked.slice(start, to);
    if (isCode) {
      builder.drop("code block", text);
      continue;
    }
    const before = definitionsFor(text, definitions);
    const plain = before + prepared.text.slice(start, to);
    const toSource = (offset: number): number => prepared.toSource(start + offset - before.length);
    new PartReader(plain, { text: before + text, toSource }, builder).read();
  }
  return builder.finish();
}
