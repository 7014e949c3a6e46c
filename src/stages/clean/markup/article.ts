/** Where a page marks no article: what stands beside it, as far as that can be told. */
import { Readability } from "@mozilla/readability";
import type { Element, Root, RootContent } from "hast";
import type * as Linkedom from "linkedom";
import { lazily } from "../../../io/lazily.js";
import { at } from "../../../math/at.js";
import { HEADING, noMeasure, SILENT, textOf, type Measure } from "./measure.js";
import { walkTree } from "./walk.js";

const linkedom = lazily("linkedom") as () => typeof Linkedom;

/** A larger page is read whole: the search for the article takes its time for each element. */
const MAX_ELEMENTS = 20_000;
/** Less text than this is no article that could be told from the rest. */
const SHORTEST_ARTICLE = 500;

const MANY_LINKS = 0.33;
const NUMBER = "data-number";

const TELLING_NAME =
  /(?:^|[-_\s])(?:cookies?|consent|gdpr|menu|nav(?:bar|igation)?|breadcrumbs?|sidebar|widget|related|recommended|more-posts|read-?next|share|sharing|social|comments?|respond|replies|disqus|subscribe|newsletter|signup|promo|advert(?:isement)?|ads?|banner|popup|modal|footer|pagination|pager|tags|author-bio|skip-link)(?:$|[-_\s])/i;
const TELLING_HEADING =
  /^(?:\d+ |no )?(?:comments?|responses?|replies|thoughts on .*|leave a (?:comment|reply)|related.*|(?:you (?:may|might) also|also) (?:like|enjoy).*|more (?:from|posts|articles|like).*|read (?:next|more)|recent .*|popular .*|latest .*|most read|categories|archives?|share (?:this|on).*|follow (?:us|me).*|subscribe.*|newsletter)[.:!]?$/i;

/** As much of the DOM as is used here; the types of browsers are not known outside of the app. */
interface PageNode {
  append(child: PageNode): void;
}

interface PageElement extends PageNode {
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}

interface PageDocument {
  body: PageElement;
  createElement(name: string): PageElement;
  createTextNode(text: string): PageNode;
}

type ArticleReader = new (
  document: PageDocument,
  options: { charThreshold: number; keepClasses: boolean; serializer: (node: PageElement) => PageElement },
) => { parse: () => { content?: PageElement | null; length?: number | null } | null };

const ArticleReader = Readability as unknown as ArticleReader;
const openDocument = (html: string) =>
  (linkedom().parseHTML as unknown as (html: string) => { document: PageDocument })(html);

/** What Readability judges an element by. */
function attributesOf({ properties }: Element): [string, string][] {
  const { id, className, role, href } = properties;
  const classes = Array.isArray(className) ? className.join(" ") : className;
  return Object.entries({ id, class: classes, role, href }).flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
}

/** The page again, as a document that can be asked for its article; each element has its number among `elements`. */
function documentOf(elements: readonly Element[], root: Root): PageDocument {
  const { document } = openDocument("<!doctype html><html><head></head><body></body></html>");
  const numbers = new Map(elements.map((element, i) => [element, i]));
  const open: PageNode[] = [document.body];
  walkTree<RootContent>(root, (node) => {
    const parent = at(open, open.length - 1);
    if (node.type === "text") parent.append(document.createTextNode(node.value));
    if (node.type !== "element") return "skip";
    const number = numbers.get(node);
    if (number === undefined) return isFrame(node) ? "into" : "skip";
    const copy = document.createElement(node.tagName);
    copy.setAttribute(NUMBER, String(number));
    for (const [name, value] of attributesOf(node)) copy.setAttribute(name, value);
    parent.append(copy);
    open.push(copy);
    return () => open.pop();
  });
  return document;
}

const isFrame = ({ tagName }: Element): boolean => tagName === "html" || tagName === "body";

/** The elements of the body that may hold text, in order. */
function bodyElements(root: Root): Element[] {
  const elements: Element[] = [];
  walkTree<RootContent>(root, (node) => {
    if (node.type !== "element" || SILENT.has(node.tagName)) return "skip";
    if (!isFrame(node)) elements.push(node);
    return "into";
  });
  return elements;
}

/** The elements of which something is left in the article that Readability finds; undefined where it finds none. */
function articleElements(elements: readonly Element[], root: Root): Set<Element> | undefined {
  const reader = new ArticleReader(documentOf(elements, root), {
    charThreshold: SHORTEST_ARTICLE,
    keepClasses: true,
    serializer: (node) => node,
  });
  const article = reader.parse();
  if (article?.content == null || (article.length ?? 0) < SHORTEST_ARTICLE) return undefined;
  const kept = new Set<Element>();
  for (const copy of article.content.querySelectorAll(`[${NUMBER}]`)) {
    kept.add(at(elements, Number(copy.getAttribute(NUMBER))));
  }
  return kept;
}

function hasTellingName(element: Element): boolean {
  return attributesOf(element).some(
    ([name, value]) =>
      (name === "id" || name === "class") && TELLING_NAME.test(value.replace(/([a-z])([A-Z])/g, "$1-$2")),
  );
}

function firstHeading(element: Element): string {
  let found: Element | undefined;
  walkTree<RootContent>(element, (node) => {
    if (found !== undefined || node.type !== "element") return "skip";
    if (HEADING.test(node.tagName)) found = node;
    return "into";
  });
  return found === undefined ? "" : textOf(found).replace(/\s+/g, " ").trim();
}

/** True for a part that looks like none of the author's text. */
function isFurniture(element: Element, measure: Measure): boolean {
  if (HEADING.test(element.tagName)) return false;
  return (
    hasTellingName(element) ||
    measure.linkText > measure.text * MANY_LINKS ||
    TELLING_HEADING.test(firstHeading(element))
  );
}

/**
 * The parts of a page that stand beside its article: Mozilla's Readability leaves them out, and they have the name, the
 * links or the heading of a menu, a share bar, a list of other posts, comments. Both must agree, since a page whose form
 * Readability does not know may not lose a paragraph.
 */
export function besideArticle(root: Root, measures: ReadonlyMap<Element, Measure>): Set<Element> {
  const beside = new Set<Element>();
  const elements = bodyElements(root);
  if (elements.length > MAX_ELEMENTS) return beside;
  const kept = articleElements(elements, root);
  if (kept === undefined) return beside;
  const holds = new Set<Element>();
  walkTree<RootContent>(root, (node) => {
    if (node.type !== "element") return "skip";
    return () => {
      if (kept.has(node) || node.children.some((child) => child.type === "element" && holds.has(child)))
        holds.add(node);
    };
  });
  walkTree<RootContent>(root, (node) => {
    if (node.type !== "element") return "skip";
    if (holds.has(node) || isFrame(node)) return "into";
    const measure = measures.get(node) ?? noMeasure();
    if (!isFurniture(node, measure)) return "into";
    beside.add(node);
    return "skip";
  });
  return beside;
}
