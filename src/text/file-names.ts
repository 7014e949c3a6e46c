/** The ending of a name in lower case, without the dot; empty where there is none. */
export function extensionOf(name: string): string {
  const base = name.slice(name.lastIndexOf("/") + 1);
  const dot = base.lastIndexOf(".");
  return dot >= 0 && /[^.]/.test(base.slice(0, dot)) ? base.slice(dot + 1).toLowerCase() : "";
}
