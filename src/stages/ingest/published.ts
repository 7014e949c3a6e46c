import { property } from "../../io/json.js";
import { foldedFields } from "./field-names.js";
import { textValue } from "./values.js";

/** Statuses of what is not, or no longer, for everybody's eyes, in the words of the programs that write them. */
const HELD_BACK =
  /^(?:auto[- ]?draft|drafts?|private|archived?|scheduled|pending(?: review)?|trash(?:ed)?|future|unpublished|not published|hidden|inactive|deleted|in[- ]progress|not started|ideas?|to[- ]?do|backlog|in review|wip|sending|paused|canceled|cancelled)$/i;
const YES = /^(?:true|yes|y|1|on)$/i;
const NO = /^(?:false|no|n|0|off)$/i;

const KEYS = {
  draft: ["draft", "isdraft", "excludefromsite"],
  published: ["published", "publish", "ispublished", "public", "ispublic"],
  status: ["status", "state", "poststatus", "campaignstatus", "visibility", "stage"],
  private: ["private", "isprivate", "unlisted"],
  password: ["password", "postpassword"],
} as const;

/**
 * Why a post was never meant for readers, or undefined where it was: one rule for every kind of file and export.
 *
 * @param fields what stands about the post in its front matter, row or record, by any spelling of the names
 */
export function unpublishedBecause(fields: unknown): string | undefined {
  const values = foldedFields(fields);
  const texts = (keys: readonly string[]): string[] =>
    keys.map((key) => statusText(values.get(key))).filter((text) => text !== "");
  if (texts(KEYS.draft).some((text) => YES.test(text))) return "a draft";
  if (texts(KEYS.private).some((text) => YES.test(text))) return "private";
  if (texts(KEYS.published).some((text) => NO.test(text))) return "not published";
  if (texts(KEYS.password).some((text) => !NO.test(text))) return "protected by a password";
  const status = texts(KEYS.status).find((text) => HELD_BACK.test(text));
  return status === undefined ? undefined : `not published (its status is "${status.slice(0, 40)}")`;
}

/** Notion and others write a status as an object or a list of one. */
function statusText(value: unknown): string {
  const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
  const text = textValue(first) ?? textValue(property(first, "name")) ?? textValue(property(first, "value"));
  return text?.trim() ?? "";
}

/** Folders of what is being written, by the custom of site generators and vaults. */
const DRAFT_FOLDERS = /(?:^|\/)_?drafts?\//i;

/** Why a file at this path was never meant for readers. */
export function draftFolderOf(path: string): string | undefined {
  return DRAFT_FOLDERS.test(path) ? "a draft, by its folder" : undefined;
}
