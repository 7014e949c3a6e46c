/** What colleagues noted beside a document, as Google Docs and Word save it in HTML. */
import type { Element, Root, RootContent } from "hast";
import { walkTree } from "./walk.js";

const WORD_COMMENTS = /mso-element\s*:\s*(?:comment|comment-list)\b/i;

function hrefOf({ tagName, properties }: Element): string {
  return tagName === "a" && typeof properties["href"] === "string" ? properties["href"] : "";
}

/** True for the sign in the text that leads to a comment, such as `[a]`. */
export function isCommentMark(element: Element): boolean {
  const links =
    element.tagName === "sup" ? element.children.filter((child) => child.type === "element") : [element];
  return links.some((link) => /^#(?:cmnt|_msocom_)/.test(hrefOf(link)));
}

/**
 * The elements that hold comments: for each link back to a place in the text the innermost `<div>` that begins with it,
 * else its paragraph; what Word marks as comments.
 */
export function officeComments(root: Root): Set<Element> {
  const found = new Set<Element>();
  /** Elements that are open; those whose text has not begun yet are counted from the end. */
  const open: Element[] = [];
  let fresh = 0;
  walkTree<RootContent>(root, (node) => {
    if (node.type === "text" && node.value.trim() !== "") fresh = 0;
    if (node.type !== "element") return "skip";
    const { style } = node.properties;
    if (typeof style === "string" && WORD_COMMENTS.test(style)) found.add(node);
    if (/^#(?:cmnt_ref|_msoanchor_)\d/.test(hrefOf(node))) {
      const begun = fresh === 0 ? [] : open.slice(-fresh);
      const holder =
        begun.findLast(({ tagName }) => tagName === "div") ?? open.findLast(({ tagName }) => tagName === "p");
      if (holder !== undefined) found.add(holder);
    }
    open.push(node);
    fresh++;
    return () => {
      open.pop();
      fresh = Math.min(fresh, open.length);
    };
  });
  return found;
}
