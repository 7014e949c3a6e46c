/** The ending of a name in lower case, without the dot; empty where there is none. */
export function extensionOf(name: string): string {
  return /[^/.][^/]*\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}
