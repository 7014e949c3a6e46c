/** Changes in the syntax tree of `themes.yaml` that lose no comment. */
import {
  isMap,
  isPair,
  isNode,
  isScalar,
  isSeq,
  Pair,
  visit,
  type Document,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import { LIST_NAMES, type ListName } from "./schema.js";

/** The lists of a file as they stand in its syntax tree, by the same positions as what was read of them. */
export class DecisionsTree {
  constructor(readonly document: Document) {}

  /** Adds an entry at the end of a list, which is made where it is not there. */
  add(name: ListName, entry: unknown): void {
    this.#list(name).items.push(this.document.createNode(entry));
  }

  /** The map at a position of a list. */
  entry(name: ListName, index: number): YAMLMap {
    const node = this.#list(name).items[index];
    if (isMap(node)) return node;
    throw new Error(`Expected a map at ${name}[${index}] of the decisions.`);
  }

  /** Puts another entry into the place of one, with the comments of that. */
  replace(name: ListName, index: number, entry: unknown): void {
    const list = this.#list(name);
    const before = list.items[index];
    const node = this.document.createNode(entry) as Node;
    const comments = commentsIn(before);
    if (comments !== "") node.commentBefore = comments;
    if (hasSpace(before)) node.spaceBefore = true;
    list.items[index] = node;
  }

  /** Sets a value in an entry, or takes it out of it. */
  set(map: YAMLMap, key: string, value: unknown): void {
    const standing = map.get(key, true);
    if (value === undefined) {
      const at = map.items.findIndex((item) => isScalar(item.key) && item.key.value === key);
      if (at >= 0) takeOut(map, at);
    } else if (isScalar(standing) && typeof value !== "object") {
      standing.value = value;
      delete standing.type;
      delete standing.source;
    } else map.set(key, this.document.createNode(value));
  }

  /** Adds to a list within an entry. */
  append(map: YAMLMap, key: string, values: readonly object[]): void {
    const list = map.get(key, true);
    if (!isSeq(list)) throw new Error(`Expected a list under ${key} in the decisions.`);
    for (const value of values) list.items.push(this.document.createNode({ ...value }));
  }

  /** Takes an entry out; its comments go to what stands behind it, and so do those of a list that is empty then. */
  remove(name: ListName, index: number): void {
    const list = this.#list(name);
    takeOut(list, index);
    if (list.items.length > 0) return;
    const root = this.#root();
    const at = root.items.findIndex((item) => isScalar(item.key) && item.key.value === name);
    takeOut(root, at);
    if (root.items.length === 0) this.#clear(root);
  }

  #root(): YAMLMap {
    if (!isMap(this.document.contents)) this.document.contents = this.document.createNode({});
    const { contents } = this.document;
    if (isMap(contents)) return contents;
    throw new Error("Expected the decisions to be a map.");
  }

  /** A file without a decision is empty, or holds comments only. */
  #clear(root: YAMLMap): void {
    const comments = [root.commentBefore, root.comment].filter(Boolean).join("\n");
    if (comments !== "") {
      this.document.comment = [comments, this.document.comment].filter(Boolean).join("\n");
    }
    this.document.contents = null;
  }

  #list(name: ListName): YAMLSeq {
    const root = this.#root();
    const standing = root.get(name, true);
    if (isSeq(standing)) return standing;
    const list = this.document.createNode([]) as YAMLSeq;
    const pair = root.items.find((item) => isScalar(item.key) && item.key.value === name);
    if (pair !== undefined) {
      const comments = commentsIn(pair.value);
      if (comments !== "") list.commentBefore = comments;
      pair.value = list;
      return list;
    }
    const key = this.document.createNode(name) as Node;
    if (root.items.length > 0) key.spaceBefore = true;
    root.items.splice(placeOf(name, root), 0, new Pair(key, list));
    return list;
  }
}

/** Behind the last list that comes before it in a new file. */
function placeOf(name: ListName, root: YAMLMap): number {
  const before = new Set<unknown>(LIST_NAMES.slice(0, LIST_NAMES.indexOf(name)));
  return 1 + root.items.findLastIndex((item) => isScalar(item.key) && before.has(item.key.value));
}

/** Takes an item out of a collection and gives its comments to the next one, or to the end of the collection. */
function takeOut(from: YAMLMap | YAMLSeq, index: number): void {
  const [gone] = from.items.splice(index, 1);
  const comments = commentsIn(gone);
  if (comments === "") return;
  const next = from.items[index];
  const heir = isNode(next)
    ? next
    : next !== undefined && isPair(next) && isNode(next.key)
      ? next.key
      : undefined;
  if (heir !== undefined) heir.commentBefore = [comments, heir.commentBefore].filter(Boolean).join("\n");
  else from.comment = [from.comment, comments].filter(Boolean).join("\n");
}

/** Every comment within a part of the tree. */
function commentsIn(part: unknown): string {
  const found: string[] = [];
  const note = (node: unknown): void => {
    if (!isNode(node)) return;
    if (node.commentBefore) found.push(node.commentBefore);
    if (node.comment) found.push(node.comment);
  };
  const look = (node: Node): void =>
    visit(node, {
      Node: (_, each) => note(each),
      Pair: () => undefined,
    });
  if (isNode(part)) look(part);
  else if (isPair(part)) for (const half of [part.key, part.value]) if (isNode(half)) look(half);
  return found.join("\n");
}

function hasSpace(node: unknown): boolean {
  return isNode(node) && node.spaceBefore === true;
}
