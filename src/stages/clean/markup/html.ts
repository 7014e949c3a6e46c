import type { Element, Root, RootContent } from "hast";
import { isVoidElement } from "../../../text/html-depth.js";
import { alignText, entityStart, type SourceText } from "./align.js";
import { BlockBuilder, MarkupError, type MarkupDocument } from "./block-builder.js";
import { besideArticle } from "./article.js";
import { readsAsProse } from "./debris.js";
import { HEADING, measureAll, names, noMeasure, SILENT, textOf, type Measure } from "./measure.js";
import { isCommentMark, officeComments } from "./office-comments.js";
import { fragmentParser, parseMarkup } from "./parse-html.js";
import { prepareHtml } from "./prepare.js";
import { maskTemplateTags } from "./template-tags.js";
import { walkTree } from "./walk.js";

/** A larger page costs more memory than a post is worth. */
const MAX_HTML_CHARACTERS = 10_000_000;

const BLOCKS = names(
  "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary table caption tbody td tfoot th thead tr ul",
);
const CODE = names("code kbd samp tt var");

const FURNITURE_ROLES = /^(?:navigation|banner|contentinfo|search|menu|menubar|toolbar|dialog|alertdialog)$/;
const HIDDEN_STYLE = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i;
const HIDDEN_CLASS = /^(?:.*-)?(?:sr-only|visually-?hidden|screen-reader-text)$/;
/** Buttons, forms and previews that newsletter and blog services put into a post, by their class names. */
const WIDGET_CLASS =
  /^(?:subscription-widget.*|subscribe-widget|button-wrapper|captioned-button-wrap|share-dialog|post-ufi.*|header-anchor-parent|embedded-post.*|digest-post-embed|poll-embed|paywall-jump|install-substack-app-embed|community-chat|sharedaddy|jp-relatedposts|addtoany.*|wp-block-buttons?|wp-block-social-links|kg-signup-card|kg-button-card|twitter-tweet|instagram-media)$/;
const CAPTION_CLASS = /^(?:wp-caption-text|image-caption|caption-text)$/;
/** A form with more text than this wraps the page. */
const LONGEST_FORM = 500;

/** True for a text that begins with an element of prose and closes it. */
export function looksLikeHtml(text: string): boolean {
  const name = /^\s*<(p|div|h[1-6]|ul|ol|blockquote|section|article|figure|table)[\s>]/i.exec(
    text.slice(0, 1000),
  )?.[1];
  return name !== undefined && new RegExp(`</${name}\\s*>`, "i").test(text);
}

/** True for a whole page, as against a piece of one. */
function isPage(text: string): boolean {
  return /<(?:html|body)[\s>]/i.test(text.slice(0, 100_000));
}

/** True for an element that ends the block of text around it. */
export function isBlockElement(name: string): boolean {
  return BLOCKS.has(name);
}

function classesOf(element: Element): string[] {
  const { className } = element.properties;
  return Array.isArray(className) ? className.map(String) : [];
}

function isHidden(element: Element): boolean {
  const { hidden, ariaHidden, style } = element.properties;
  return (
    (hidden !== undefined && hidden !== false) ||
    ariaHidden === "true" ||
    (typeof style === "string" && HIDDEN_STYLE.test(style)) ||
    classesOf(element).some((name) => HIDDEN_CLASS.test(name))
  );
}

/** True where an inline tag that stands in Markdown opens something that is not read as text. */
export function opensSilence(tag: string): boolean {
  const name = /^<([a-zA-Z][\w-]*)/.exec(tag)?.[1]?.toLowerCase();
  if (name === undefined || isVoidElement(name) || tag.endsWith("/>")) return false;
  if (SILENT.has(name)) return true;
  if (!/hidden|display|sr-only|screen-reader/i.test(tag)) return false;
  const element = fragmentParser.parse(tag).children[0];
  return element?.type === "element" && isHidden(element);
}

const LONGEST_MARKER = 12;
/** The number or sign of a note, and nothing else. */
export const NOTE_MARK = /^[\d\s*†‡§¶[\]()^,\p{S}\uFE0E]*$/u;

/** The number of a note, a link to one or back from it, or a sign that links to a heading. */
function isMarker(element: Element, textLength: number): boolean {
  if (textLength > LONGEST_MARKER) return false;
  const { role, href } = element.properties;
  if (isCommentMark(element)) return true;
  if (element.tagName === "sup") return NOTE_MARK.test(textOf(element));
  if (element.tagName !== "a" || typeof href !== "string" || !href.startsWith("#")) return false;
  const isNote =
    (typeof role === "string" && role.startsWith("doc-")) ||
    /^#(?:.*[-_])?(?:fn|footnote|cite|ref)/i.test(href);
  return isNote
    ? NOTE_MARK.test(textOf(element))
    : /^[#\s¶§\p{S}\p{Emoji_Presentation}]*$/u.test(textOf(element));
}

/** Walks the tree of one document or fragment and hands its text to the builder. */
class HtmlReader {
  readonly #source: SourceText;
  readonly #builder: BlockBuilder;
  readonly #measures: Map<Element, Measure>;
  readonly #left = new Map<Element, string | undefined>();
  #inArticle: boolean;
  #inCode = 0;
  #inPre = 0;

  constructor(
    source: SourceText,
    builder: BlockBuilder,
    measures: Map<Element, Measure>,
    inArticle: boolean,
  ) {
    this.#source = source;
    this.#builder = builder;
    this.#measures = measures;
    this.#inArticle = inArticle;
  }

  /** Elements that are not read, each with the reason to report; without one nothing of them is shown to anybody. */
  leaveOut(elements: Iterable<Element>, reason: string | undefined): void {
    for (const element of elements) this.#left.set(element, reason);
  }

  read(root: Root | Element): void {
    walkTree<RootContent>(root, (node) => {
      if (node.type === "text")
        this.#text(node.value, node.position?.start.offset, node.position?.end.offset);
      if (node.type !== "element" || this.#leaveOut(node)) return "skip";
      return this.#element(node);
    });
  }

  #text(value: string, from: number | undefined, to: number | undefined): void {
    if (from === undefined || to === undefined) return;
    const start = entityStart(this.#source.text, from, value);
    // A parser may move text out of a table; such text begins a block of its own, so that offsets never fall.
    if (this.#source.toSource(start) < this.#builder.buffer.lastStart) this.#builder.flush();
    const buffer = this.#builder.buffer;
    alignText(buffer, value, this.#source, start, to, "html", this.#inCode > 0);
  }

  /** Why an element is no prose; undefined where it is. */
  #reasonToDrop(element: Element, measure: Measure): string | undefined {
    const name = element.tagName;
    const role = element.properties["role"];
    if (isHidden(element)) return "hidden text";
    if (name === "nav" || (typeof role === "string" && FURNITURE_ROLES.test(role))) return "navigation";
    if (name === "footer" || (name === "header" && !this.#inArticle)) return name;
    if (name === "aside" && measure.linkText > measure.text / 2) return "links beside the text";
    if (name === "form" && measure.text < LONGEST_FORM) return "form";
    if (classesOf(element).some((className) => WIDGET_CLASS.test(className))) return "widget";
    if (name === "pre" && this.#inPre === 0 && !readsAsProse(textOf(element))) return "code block";
    return undefined;
  }

  #leaveOut(element: Element): boolean {
    const measure = this.#measures.get(element) ?? noMeasure();
    if (SILENT.has(element.tagName) || isMarker(element, measure.text)) return true;
    if (this.#left.has(element) && this.#left.get(element) === undefined) return true;
    const reason = this.#left.get(element) ?? this.#reasonToDrop(element, measure);
    if (reason !== undefined) this.#builder.drop(reason, textOf(element));
    return reason !== undefined;
  }

  #element(element: Element): "into" | (() => void) {
    const name = element.tagName;
    const builder = this.#builder;
    const heading = HEADING.exec(name)?.[1];
    if (heading !== undefined) {
      builder.enterHeading();
      return () => builder.leaveHeading(Number(heading));
    }
    if (name === "br") {
      const offset = element.position?.start.offset;
      if (offset !== undefined) builder.lineBreak(this.#source.toSource(offset));
      return "into";
    }
    if (CODE.has(name)) return this.#code();
    if (name === "pre") return this.#pre();
    if (name === "table") return this.#table(element);
    if (name === "article" || name === "main") return this.#article();
    const surroundings = this.#surroundingsOf(element);
    if (surroundings !== undefined) {
      builder.enter(surroundings);
      return () => builder.leave();
    }
    if (!BLOCKS.has(name)) return "into";
    builder.flush();
    return () => builder.flush();
  }

  #surroundingsOf(element: Element): "list-item" | "quote" | "caption" | undefined {
    const name = element.tagName;
    if (name === "li" || name === "dd" || name === "dt") return "list-item";
    if (name === "blockquote") return "quote";
    const isCaption = classesOf(element).some((className) => CAPTION_CLASS.test(className));
    return name === "figcaption" || name === "caption" || isCaption ? "caption" : undefined;
  }

  #code(): () => void {
    this.#inCode++;
    return () => this.#inCode--;
  }

  /** Prose that was set in `<pre>`; the outermost one was judged. */
  #pre(): () => void {
    this.#builder.flush();
    this.#inPre++;
    return () => {
      this.#inPre--;
      this.#builder.flush();
    };
  }

  #article(): () => void {
    const before = this.#inArticle;
    this.#inArticle = true;
    this.#builder.flush();
    return () => {
      this.#inArticle = before;
      this.#builder.flush();
    };
  }

  /** Tables that lay out a page or a mail are walked through; the others hold data, and perhaps cells of prose. */
  #table(element: Element): () => void {
    const measure = this.#measures.get(element) ?? noMeasure();
    const isLayout =
      element.properties["role"] === "presentation" ||
      element.properties["role"] === "none" ||
      measure.tables > 1 ||
      measure.headings > 0 ||
      measure.cells <= 1 ||
      measure.richCells > 0;
    if (isLayout) {
      this.#builder.flush();
      return () => this.#builder.flush();
    }
    this.#builder.enterTable();
    return () => this.#builder.leaveTable();
  }
}

/** `<main>` or `<article>` where it holds most of the page's text, else the whole page. */
function mainPart(root: Root, measures: Map<Element, Measure>): Root | Element {
  let total = 0;
  for (const child of root.children) if (child.type === "element") total += measures.get(child)?.text ?? 0;
  let best: Element | undefined;
  for (const [element, measure] of measures) {
    const isMain =
      element.tagName === "main" || element.tagName === "article" || element.properties["role"] === "main";
    // The innermost one that still holds most of the text: an article inside main, without what stands around it.
    if (
      isMain &&
      measure.text >= total / 2 &&
      (best === undefined || measure.text < (measures.get(best)?.text ?? 0))
    ) {
      best = element;
    }
  }
  return best ?? root;
}

/** Reads a piece of raw HTML that stands in another document. */
export function readHtmlInto(builder: BlockBuilder, source: SourceText): void {
  const root = parseMarkup(source.text, "fragment");
  new HtmlReader(source, builder, measureAll(root), true).read(root);
}

/**
 * Reads an HTML page or fragment.
 *
 * @throws MarkupError where it is too deep or too long to be read.
 */
export function readHtml(source: string, bodyStart: number, title: string): MarkupDocument {
  const prepared = prepareHtml(source, bodyStart);
  if (prepared.text.length > MAX_HTML_CHARACTERS) {
    throw new MarkupError(`longer than ${MAX_HTML_CHARACTERS} characters of HTML`);
  }
  const text = maskTemplateTags(prepared.text);
  const root = parseMarkup(text, "page");
  const measures = measureAll(root);
  const builder = new BlockBuilder(title);
  for (const { reason, text } of prepared.dropped) builder.drop(reason, text);
  const part = mainPart(root, measures);
  const isWhole = part === root && isPage(text);
  const reader = new HtmlReader({ text, toSource: prepared.toSource }, builder, measures, part !== root);
  reader.leaveOut(officeComments(root), undefined);
  if (isWhole) reader.leaveOut(besideArticle(root, measures), "beside the article");
  reader.read(part);
  return builder.finish();
}
