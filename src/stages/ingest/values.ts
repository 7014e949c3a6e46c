/** Values of unknown make, read as what they say. */
import { property } from "../../io/json.js";

/** Text, number or truth value as text; undefined where there is nothing, or nothing that reads as text. */
export function textValue(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}

/** The value of the first key that holds one. */
export function firstProperty(value: unknown, keys: readonly string[]): unknown {
  for (const key of keys) {
    const field = property(value, key);
    if (field !== undefined && field !== null && field !== "") return field;
  }
  return undefined;
}

/** Browsers and servers take no longer address. */
const MAX_ADDRESS = 8_000;

/** An http(s) address, or a relative one as it reads from `base`. */
export function addressFrom(value: unknown, base: string | undefined): string | undefined {
  const text = textValue(value)?.trim() ?? "";
  const isRelative = base !== undefined && text !== "" && text.length <= MAX_ADDRESS && !text.startsWith("#");
  return (
    webAddress(text) ??
    (isRelative && URL.canParse(text, base) ? webAddress(new URL(text, base).href) : undefined)
  );
}

/** An http(s) address in its normal form; anything else (`javascript:`, `/about`, `mailto:`) is none. */
export function webAddress(value: unknown): string | undefined {
  const text = textValue(value)?.trim();
  if (text === undefined || text.length > MAX_ADDRESS || !/^https?:\/\//i.test(text)) return undefined;
  return URL.canParse(text) ? new URL(text).href : undefined;
}
