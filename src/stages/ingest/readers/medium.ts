import type { Element, Root } from "hast";
import { CONTINUE, EXIT, visit } from "unist-util-visit";
import type { CollectionReader, OpenText, ReaderOutput, SourceFile } from "../../../shapes/reader.js";
import { extensionOf } from "../../../text/file-names.js";
import { groupBy } from "../../../text/group.js";
import { buildPost, joinOutputs } from "../fields.js";
import { parseHtml, textOfHtml } from "../html-tree.js";
import { baseName, folderOf, leftOut, nameOf, RULES, skippedAt } from "../names.js";

/** What Medium exports beside the stories: who read, clapped, logged in, from where. None of it is for a report. */
const ACCOUNT =
  /^(?:bookmarks|claps|highlights|ips|sessions|profile|blocks|interests|lists|membership|partner-program|pubs-following|quotes|social-accounts|topics-following|twitter|users-following|applications|payments)$/i;

/** A Medium export: stories in `posts/`, data of the account beside them. */
export const mediumReader: CollectionReader = {
  name: "medium",
  async claim(files, open) {
    const byFolder = groupBy(files, folderOf);
    const roots = [...byFolder.keys()].filter((folder) => /(?:^|[/:])posts\/$/.test(folder));
    const groups = [];
    for (const folder of roots) {
      const root = folder.slice(0, -"posts/".length);
      const stories = (byFolder.get(folder) ?? []).filter((file) => extensionOf(nameOf(file)) === "html");
      const account = [...byFolder].flatMap(([other, members]) =>
        other.startsWith(root) && ACCOUNT.test(other.slice(root.length).split("/")[0] ?? "") ? members : [],
      );
      const [first] = stories;
      if (first === undefined || !(await isStory(first, open))) continue;
      const beside = (byFolder.get(root) ?? []).filter((file) => baseName(nameOf(file)) === "README.html");
      const others = [...account, ...beside];
      groups.push({
        files: [...stories, ...others],
        read: (reader: OpenText) => readExport(stories, others, reader),
      });
    }
    return groups;
  },
};

async function isStory(file: SourceFile, open: OpenText): Promise<boolean> {
  const opened = await open(file);
  return "input" in opened && /class="[^"]*\b(?:h-entry|graf--p|e-content)\b/.test(opened.input.text);
}

async function readExport(
  stories: readonly SourceFile[],
  others: readonly SourceFile[],
  open: OpenText,
): Promise<ReaderOutput> {
  const outputs: ReaderOutput[] = [];
  for (const file of stories) outputs.push(await readStory(file, open));
  const skipped = others.map((file) =>
    leftOut(skippedAt(file, "", "data of the account, and no post", false), RULES.account),
  );
  return joinOutputs([...outputs, { posts: [], skipped }]);
}

async function readStory(file: SourceFile, open: OpenText): Promise<ReaderOutput> {
  const opened = await open(file);
  if ("skipped" in opened) return { posts: [], skipped: [opened.skipped] };
  const { input } = opened;
  const tree = parseHtml(input.text, "document");
  if (tree === undefined) {
    return { posts: [], skipped: [skippedAt(file, "", "elements nest too deeply to be read")] };
  }
  const story = describeStory(tree);
  if (isResponse(story)) {
    const row = skippedAt(file, "", "a response to somebody else's story");
    return { posts: [], skipped: [leftOut(row, RULES.responses)] };
  }
  return buildPost(input, {
    source: input.text,
    format: "html",
    title: story.title,
    titleFormat: "text",
    date: story.date,
    url: story.url,
    author: story.author,
    tags: story.tags,
    unpublished: /^draft_/i.test(baseName(nameOf(file))) ? "a draft" : undefined,
  });
}

interface Story {
  title: string;
  date?: string;
  url?: string;
  author?: string;
  tags: string[];
  paragraphs: string[];
}

function describeStory(tree: Root): Story {
  const story: Story = { title: "", tags: [], paragraphs: [] };
  visit(tree, "element", (node) => {
    const classes = classesOf(node);
    if (classes.includes("p-name")) story.title ||= textOfHtml(node).trim();
    if (classes.includes("graf--p")) story.paragraphs.push(textOfHtml(node).trim());
    if (classes.includes("p-author")) story.author ??= textOfHtml(node).trim();
    if (classes.includes("p-tag")) story.tags.push(textOfHtml(node).trim());
    if (classes.includes("p-canonical")) story.url ??= textProperty(node, "href");
    if (classes.includes("dt-published")) story.date ??= textProperty(node, "dateTime");
    return story.paragraphs.length > MOST_PARAGRAPHS ? EXIT : CONTINUE;
  });
  return story;
}

const MOST_PARAGRAPHS = 5_000;

function classesOf(node: Element): string[] {
  const { className } = node.properties;
  return Array.isArray(className) ? className.map(String) : [];
}

function textProperty(node: Element, name: string): string {
  const value = node.properties[name];
  return typeof value === "string" ? value : "";
}

/** A response has no title of its own: Medium shows its first words in the place of one. */
function isResponse({ title, paragraphs: [first = ""] }: Story): boolean {
  const shown = title.replace(/…$/, "").trim();
  return shown === "" || (first.startsWith(shown) && first !== "");
}
