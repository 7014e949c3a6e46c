import type { ColumnMap } from "../../shapes/config.js";
import { property } from "../../io/json.js";

/** What a field of a post says. */
export type Role = keyof ColumnMap;

/**
 * The names under which CSV columns, JSON keys and front matter give each part of a post, best first: one list for all, as
 * `foldName` writes them.
 */
export const USUAL_NAMES: Readonly<Record<Role, readonly string[]>> = {
  text: [
    ...["text", "body", "content", "contenthtml", "html", "bodyhtml", "htmlbody", "contentmarkdown"],
    ...["markdown", "bodymarkdown", "bodymd", "contenttext", "bodytext", "plaintext", "textbody", "post"],
    ...["postcontent", "postbody", "posttext", "contentencoded", "emailbody", "emailhtml", "htmlemail"],
    ...["emailcontent", "plaintextemail", "selftext", "article", "articlebody", "articletext", "message"],
    ...["fulltext", "maincontent", "story", "sharecommentary", "transcript"],
  ],
  title: [
    ...["title", "headline", "posttitle", "webtitle", "emailsubject", "subject", "subjectline"],
    ...["emailsubjectline", "articletitle", "pagetitle", "campaignname", "name"],
  ],
  date: [
    ...["date", "published", "publishedat", "publishdate", "publisheddate", "publishedon", "publishedtime"],
    ...["publicationdate", "datepublished", "pubdatetime", "postdate", "posteddate", "postedat", "pubdate"],
    ...["publishedattimestamp", "firstpublishedat", "senddate", "sendtime", "sentat", "sentdate", "datesent"],
    ...[
      "issuedate",
      "postedon",
      "dateposted",
      "articledate",
      "createdat",
      "created",
      "datecreated",
      "createdtime",
    ],
    ...["createddate", "createdutc", "timestamp", "datetime", "time", "day"],
  ],
  url: [
    ...["url", "link", "permalink", "canonicalurl", "canonical", "posturl", "postlink", "weburl", "pageurl"],
    ...["articleurl", "sharelink", "archiveurl", "sourceurl", "href", "guid"],
  ],
  author: [
    ...[
      "author",
      "authors",
      "creator",
      "byline",
      "authorname",
      "postauthor",
      "dccreator",
      "writer",
      "writtenby",
    ],
    ...["fromname"],
  ],
  tags: [
    ...["tags", "categories", "keywords", "tag", "category", "topics", "posttags", "contenttags", "labels"],
    ...["postcategories", "subjects", "taxonomies"],
  ],
};

const MAX_NAME_LENGTH = 60;

/** A name without case, spaces, hyphens and the like: "Published At", `published_at` and `publishedAt` are one. */
export function foldName(name: string): string {
  return name
    .slice(0, MAX_NAME_LENGTH)
    .toLowerCase()
    .replace(/[\s_:.-]+/g, "");
}

/** The fields of a record by their folded names; of two that fold alike the first counts. */
export function foldedFields(record: unknown): Map<string, unknown> {
  const entries: Iterable<[unknown, unknown]> =
    record instanceof Map
      ? (record as ReadonlyMap<unknown, unknown>)
      : typeof record === "object" && record !== null
        ? Object.entries(record)
        : [];
  const folded = new Map<string, unknown>();
  for (const [key, value] of entries) {
    if (typeof key === "string" && !folded.has(foldName(key))) folded.set(foldName(key), value);
  }
  return folded;
}

/** The value of a part of a post, from fields as `foldedFields` gives them; values that `isUseful` refuses are passed over. */
export function fieldOf(
  fields: ReadonlyMap<string, unknown>,
  role: Role,
  isUseful: (value: unknown) => boolean = () => true,
): unknown {
  const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== "";
  const values = USUAL_NAMES[role].map((name) => fields.get(name)).filter(isThere);
  return values.find(isUseful) ?? values[0];
}

/** What a date given as `date: { created: … }` means. */
export function dateIn(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const fields = foldedFields(value);
  const inner = fieldOf(fields, "date") ?? property(value, "start") ?? fields.get("posted");
  return inner ?? value;
}
