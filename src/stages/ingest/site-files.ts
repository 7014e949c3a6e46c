import type { Skipped } from "../../shapes/post.js";
import type { SourceFile } from "../../shapes/reader.js";
import { extensionOf } from "../../text/file-names.js";
import { groupBy } from "../../text/group.js";
import { baseName, folderOf, leftOut, nameOf, RULES, skippedAt } from "./names.js";

interface Sorted {
  files: SourceFile[];
  skipped: Skipped[];
}

/** Files that a site or a repository needs beside its posts. */
const HOUSEKEEPING =
  /^(?:robots|humans|ads|llms(?:-full)?)\.txt$|^licen[cs]e(?:[-_.](?:mit|apache|bsd|a?gpl|lgpl|mpl|cc|by|sa|code|docs?|content|\d+))*(?:\.\w+)?$|^(?:copying|codeowners|changelog|contributing|code[_-]of[_-]conduct|maintainers|pull_request_template|issue_template|404|500|sitemap(?:[-_]\w+)?|cname)(?:\.\w+)?$/i;
/** In capitals by the custom of repositories; in lower case they may be posts. */
const SHOUTED = /^(?:SECURITY|SUPPORT|AUTHORS|CONTRIBUTORS|NOTICE|CHANGES|HISTORY|AGENTS|CLAUDE)(?:\.\w+)?$/;
/** Folders of parts of which a site is made, and of patterns for posts to come. */
const PARTS =
  /(?:^|\/)(?:_layouts?|_includes?|_data|_sass|_plugins|_templates?|layouts|archetypes|partials|shortcodes|node_modules|templates?)\//i;
/** Programs put a site that they built into one of these, beside what it was built from. */
const BUILT = /^(.*?)((?:^|(?<=\/))(?:_site|public|_book|_build|dist|build|out|htdocs|www|site))\//i;
const SOURCES = new Set([
  "md",
  "mdx",
  "markdown",
  "qmd",
  "rmd",
  "adoc",
  "asciidoc",
  "rst",
  "org",
  "njk",
  "liquid",
]);
const BUILT_KINDS = new Set(["html", "htm", "xhtml", "xml", "json", "txt", "rss", "atom"]);
const DRAWING = /\.excalidraw\.md$/i;

/** Leaves out what lies beside posts and is none. What the user named stays. */
export function withoutSiteFiles(files: readonly SourceFile[]): Sorted {
  const sites = builtSites(files);
  const kept: SourceFile[] = [];
  const skipped: Skipped[] = [];
  const ofSite = new Map<string, SourceFile[]>();
  const documents = groupBy(files.filter(isDocument), folderOf);
  for (const file of files) {
    const site = sites.find((folder) => isBuiltInto(folder, file));
    const reason = file.explicit ? undefined : siteFileReason(file, documents);
    if (site !== undefined && !file.explicit) ofSite.set(site, [...(ofSite.get(site) ?? []), file]);
    else if (reason === undefined) kept.push(file);
    else skipped.push(leftOut(skippedAt(file, "", reason, false), RULES.siteFiles));
  }
  for (const [folder, built] of ofSite) skipped.push(builtRow(folder, built));
  return { files: kept, skipped };
}

function builtRow(folder: string, built: readonly SourceFile[]): Skipped {
  const files = built.length === 1 ? "1 file" : `${built.length} files`;
  const reason = `${files} of the site that was built from the posts beside it`;
  const source = { path: built[0]?.record === undefined ? folder : built[0].path };
  return leftOut(skippedAt(source, source.path === folder ? "" : folder, reason, false), RULES.builtSites);
}

function siteFileReason(
  file: SourceFile,
  documents: ReadonlyMap<string, readonly SourceFile[]>,
): string | undefined {
  const name = nameOf(file);
  const base = baseName(name);
  // In a folder of a month lie posts, whatever they are about.
  const isDated = /(?:^|\/)\d{4}\/\d{1,2}\//.test(name);
  if (!isDated && (HOUSEKEEPING.test(base) || SHOUTED.test(base)))
    return "a file of the site or repository, and no post";
  if (PARTS.test(name)) return "a part of the site or a template, and no post";
  if (DRAWING.test(base)) return "a drawing";
  if (/^_index\./i.test(base)) return "the index page of a section";
  const beside = documents.get(folderOf(file)) ?? [];
  // Where posts lie in folders of their own, README is how some call the post.
  if (/^readme\b/i.test(base) && (beside.length > 1 || isTop(file, documents))) {
    return "the README of a site or repository";
  }
  return undefined;
}

function isDocument(file: SourceFile): boolean {
  const ending = extensionOf(nameOf(file));
  return SOURCES.has(ending) || ["html", "htm", "txt"].includes(ending);
}

/** Whether documents lie in folders below this file's folder, and none of these is of its own kind. */
function isTop(file: SourceFile, documents: ReadonlyMap<string, readonly SourceFile[]>): boolean {
  const folder = folderOf(file);
  return [...documents.keys()].some((other) => other !== folder && other.startsWith(folder));
}

/** Folders of built sites: they hold pages, and sources lie beside them. */
function builtSites(files: readonly SourceFile[]): string[] {
  const candidates = new Map<string, string>();
  for (const file of files) {
    const match = BUILT.exec(nameOf(file));
    const [, parent = "", folder = ""] = match ?? [];
    if (match !== null && ["html", "htm"].includes(extensionOf(nameOf(file))))
      candidates.set(`${parent}${folder}/`, parent);
  }
  return [...candidates].flatMap(([folder, parent]) => {
    const hasSources = files.some((file) => {
      const name = nameOf(file);
      return name.startsWith(parent) && !name.startsWith(folder) && SOURCES.has(extensionOf(name));
    });
    return hasSources ? [folder] : [];
  });
}

function isBuiltInto(folder: string, file: SourceFile): boolean {
  const name = nameOf(file);
  return name.startsWith(folder) && BUILT_KINDS.has(extensionOf(name));
}
