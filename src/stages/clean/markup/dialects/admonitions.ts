import type { Dialect } from "./edits.js";
import type { Edit } from "./edits.js";

/** `!!! note "A title"`, `??? tip`, and the tabs `=== "One"`, of MkDocs and Python-Markdown. */
const OPENING =
  /^([ ]*)((?:!!!|\?\?\?)\+?[ ]+[\w-]+(?:[ ]+[\w-]+){0,10}|===[!+]?(?=[ ]+"))(?:[ ]+"([^"\n]{0,300})")?[ ]*\r?$/;
const SNIPPET = /^[ \t]*--8<--.*$/gm;
const TABLE_OF_CONTENTS = /^[ \t]*\[toc\][ \t]*\r?$/gim;
const INDENT = 4;
/** Deeper ones are not told apart. */
const MAX_LEVELS = 8;
const MARK = ">   ";

/** Indented notes become quotations, with their title as a block of its own. */
export const admonitionEdits: Dialect = (text, outside) => {
  const edits: Edit[] = [];
  for (const pattern of [SNIPPET, TABLE_OF_CONTENTS]) {
    for (const { index, 0: whole } of text.matchAll(pattern)) {
      if (outside(index)) edits.push({ from: index, to: index + whole.length });
    }
  }
  if (!/^[ ]*(?:!!!|\?\?\?|===)/m.test(text)) return { edits };
  let levels = 0;
  let from = 0;
  for (const line of text.split("\n")) {
    const indent = line.length - line.trimStart().length;
    if (line.trim() !== "") levels = Math.min(levels, Math.floor(indent / INDENT));
    const opening = levels < MAX_LEVELS && outside(from) ? OPENING.exec(line) : null;
    if (opening !== null && Math.floor(indent / INDENT) === levels) {
      const title = opening[3] ?? "";
      const titleFrom = title === "" ? line.length : line.lastIndexOf(title);
      const marks = MARK.repeat(levels);
      edits.push({ from, to: from + titleFrom, as: title === "" ? marks : `${marks}> #` });
      if (title !== "") edits.push({ from: from + titleFrom + title.length, to: from + line.length, as: "" });
      levels++;
    } else if (levels > 0 && line.trim() !== "") {
      edits.push({ from, to: from + levels * INDENT, as: MARK.repeat(levels) });
    }
    from += line.length + 1;
  }
  return { edits };
};
