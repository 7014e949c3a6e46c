import { givesInstructions, shortened } from "./prompt.js";

export interface ChatLabel {
  label: string;
  /** Empty where the reply had none that could be used. */
  summary: string;
  /** Labels of the theme's parts, in their order, empty where the one given can't be used; absent where none were given. */
  parts?: string[];
}

/** Why the keyword label stays. */
export class ChatFailure extends Error {
  override readonly name = "ChatFailure";
  /** True where the endpoint as a whole does not answer, so that asking it again is of little use. */
  readonly unreachable: boolean;

  constructor(
    message: string,
    { unreachable = false, ...options }: ErrorOptions & { unreachable?: boolean } = {},
  ) {
    super(message, options);
    this.unreachable = unreachable;
  }
}

const LABEL_CHARACTERS = 80;
const LABEL_WORDS = 8;
const SUMMARY_CHARACTERS = 300;

/** Control characters, direction overrides, zero-width characters and lone surrogates. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]+/gu;
const MARKUP = /<[^>]*>?|[<>]|!?\[[^\]]*\]\([^)]*\)?|&(?:#\w+|\w+);/u;
const ADDRESS =
  /\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.|(?:mailto|javascript|data|tel):)|[\w.+-]+@[\w-]+\.\w|\b[\w-]+\.(?:com|org|net|io|dev|ai|app|co|info|biz|xyz|ru|cn|uk|de|eu|us|me|ly|to)\b(?:\/|$|[\s,;:!?)])/iu;

/**
 * Reads a reply: a JSON object with `label` and `summary`, in a fence or not. The label must be plain text of at most 80
 * characters and 8 words; a summary is cut to 300 characters, and left out where it is more than plain text. `parts` may
 * hold a label for each part.
 *
 * @throws ChatFailure where there is no such label
 */
export function readReply(content: string): ChatLabel {
  const { label, summary, parts } = parsed(content);
  const usable = typeof summary === "string" && !isUnsafe(summary) && !isUnsafe(plainText(summary));
  return {
    label: readLabel(label),
    summary: usable ? shortened(plainText(summary), SUMMARY_CHARACTERS) : "",
    ...(Array.isArray(parts) && { parts: parts.map(readPart) }),
  };
}

function readLabel(label: unknown): string {
  if (typeof label !== "string") throw new ChatFailure("the reply holds no label");
  const plain = plainText(label)
    .replace(/^["'“”‘’«»]+|["'“”‘’«».]+$/gu, "")
    .trim();
  if (!/\p{L}/u.test(plain)) throw new ChatFailure("the label is empty");
  if (isUnsafe(label) || isUnsafe(plain)) throw new ChatFailure("the label is not plain text");
  if (plain.length > LABEL_CHARACTERS || plain.split(" ").length > LABEL_WORDS) {
    throw new ChatFailure(`the label is longer than ${LABEL_WORDS} words or ${LABEL_CHARACTERS} characters`);
  }
  return plain;
}

function readPart(label: unknown): string {
  try {
    return readLabel(label);
  } catch {
    return "";
  }
}

function parsed(content: string): { label?: unknown; summary?: unknown; parts?: unknown } {
  const text = content
    .trim()
    .replace(/^```(?:json)?\s*/i, "")
    .replace(/\s*```$/, "");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ChatFailure("the reply is not JSON", { cause });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new ChatFailure("the reply is not a JSON object");
  }
  const own = (key: string): unknown =>
    Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  return { label: own("label"), summary: own("summary"), parts: own("parts") };
}

function isUnsafe(text: string): boolean {
  return MARKUP.test(text) || ADDRESS.test(text) || givesInstructions(text);
}

/** One line without control characters and marks of emphasis. */
function plainText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\n\r\t]+/g, " ")
    .replace(INVISIBLE, "")
    .replace(/[*_`#~|]+/g, "")
    .replace(/\s+/gu, " ")
    .trim();
}
