/** Values of unknown make, as JSON and YAML give them. */

/** Whether a value is an object with keys, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The parsed value, or the error: the text is broken, or nested too deeply for the parser. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The engine's own message quotes the text around the fault; that belongs in no report.
    return new Error(error instanceof RangeError ? "nested too deeply" : "broken or cut off", {
      cause: error,
    });
  }
}

/** The object that a text is in JSON; undefined where it is none, or broken. */
export function parseRecord(text: string): Record<string, unknown> | undefined {
  const value = parseJson(text);
  return isRecord(value) && !(value instanceof Error) ? value : undefined;
}

/** A property of a JSON object or a YAML map; never an inherited one. */
export function property(value: unknown, key: string): unknown {
  if (value instanceof Map) return (value as ReadonlyMap<unknown, unknown>).get(key);
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
