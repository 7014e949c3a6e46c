/** How much of what an element of a page holds, by which the prose is told from furniture. */
import type { Element, Root, RootContent } from "hast";
import { walkTree } from "./walk.js";

/** The names in a list that is separated by spaces. */
export const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Never prose, and nothing to report. */
export const SILENT = names(
  "script style template noscript iframe object embed svg math canvas audio video picture img map head title link " +
    "meta base button input select textarea option datalist label output progress meter dialog menu rt rp",
);
const PROSE_CHILDREN = names("p ul ol blockquote h1 h2 h3 h4 h5 h6");
/** A heading, with its level. */
export const HEADING = /^h([1-6])$/;

/** What an element holds, all levels down. */
export interface Measure {
  text: number;
  linkText: number;
  tables: number;
  headings: number;
  cells: number;
  /** Cells that hold several paragraphs or lists. */
  richCells: number;
}

/** What an element holds that holds nothing. */
export const noMeasure = (): Measure => ({
  text: 0,
  linkText: 0,
  tables: 0,
  headings: 0,
  cells: 0,
  richCells: 0,
});

function addMeasure(sum: Measure, part: Measure): void {
  sum.text += part.text;
  sum.linkText += part.linkText;
  sum.tables += part.tables;
  sum.headings += part.headings;
  sum.cells += part.cells;
  sum.richCells += part.richCells;
}

function ownMeasure(element: Element, inside: Measure): Measure {
  const name = element.tagName;
  const isCell = name === "td" || name === "th";
  const proseChildren = element.children.filter(
    (child) => child.type === "element" && PROSE_CHILDREN.has(child.tagName),
  ).length;
  return {
    ...inside,
    linkText: name === "a" ? inside.text : inside.linkText,
    tables: inside.tables + (name === "table" ? 1 : 0),
    headings: inside.headings + (HEADING.test(name) ? 1 : 0),
    cells: inside.cells + (isCell ? 1 : 0),
    richCells: inside.richCells + (isCell && proseChildren >= 3 ? 1 : 0),
  };
}

/** Measures every element, children before parents. */
export function measureAll(root: Root): Map<Element, Measure> {
  const measures = new Map<Element, Measure>();
  const open: Measure[] = [noMeasure()];
  walkTree<RootContent>(root, (node) => {
    if (node.type === "text") {
      const here = open.at(-1);
      if (here !== undefined) here.text += node.value.trim().length;
    }
    if (node.type !== "element" || SILENT.has(node.tagName) || node.tagName === "nav") return "skip";
    open.push(noMeasure());
    return () => {
      const measure = ownMeasure(node, opened(open.pop()));
      measures.set(node, measure);
      const parent = open.at(-1);
      if (parent !== undefined) addMeasure(parent, measure);
    };
  });
  return measures;
}

/** The text of an element, without what is never prose. */
export function textOf(element: Element): string {
  const parts: string[] = [];
  walkTree<RootContent>(element, (node) => {
    if (node.type === "text") parts.push(node.value);
    return node.type === "element" && !SILENT.has(node.tagName) ? () => parts.push(" ") : "skip";
  });
  return parts.join("");
}

function opened(measure: Measure | undefined): Measure {
  if (measure === undefined) throw new Error("Expected an element to be opened before it is closed.");
  return measure;
}
