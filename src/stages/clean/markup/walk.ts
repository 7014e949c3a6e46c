import type { Node, Parent } from "unist";

/** What to do below a node: nothing, go down, or go down and call back on the way out. */
export type Visit = "skip" | "into" | (() => void);

function isParent(node: Node): node is Parent {
  return "children" in node;
}

/** Walks a tree depth first and in order, without recursion, so that no depth overflows the stack. */
export function walkTree<T extends Node>(
  root: Parent & { children: T[] },
  enter: (node: T, parent: Node) => Visit,
): void {
  const stack: { parent: Parent; next: number; leave?: () => void }[] = [{ parent: root, next: 0 }];
  for (let frame = stack.at(-1); frame !== undefined; frame = stack.at(-1)) {
    const node = frame.parent.children[frame.next] as T | undefined;
    frame.next++;
    if (node === undefined) {
      stack.pop();
      frame.leave?.();
      continue;
    }
    const visit = enter(node, frame.parent);
    if (visit === "skip") continue;
    const leave = visit === "into" ? undefined : visit;
    if (isParent(node)) {
      stack.push({ parent: node, next: 0, ...(leave === undefined ? {} : { leave }) });
    } else {
      leave?.();
    }
  }
}
