/** Which addresses may become links: http(s) and relative paths. Everything else stays text. */

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/**
 * The address as it may stand in an attribute, or undefined where it must not be a link: `javascript:`, `data:`,
 * `file:`, protocol-relative and absolute paths, and anything with control characters (browsers drop tabs and line
 * ends inside an address, so `java\nscript:` would run).
 */
export function safeHref(href: string): string | undefined {
  const address = href.trim();
  if (address === "" || /\p{Cc}|\p{Surrogate}/u.test(address)) return undefined;
  if (isWebAddress(address)) return webAddress(address);
  const isRelative = !SCHEME.test(address) && !address.startsWith("/") && !address.includes("\\");
  return isRelative ? address : undefined;
}

function webAddress(href: string): string | undefined {
  return URL.canParse(href) ? new URL(href).href : undefined;
}

export function isWebAddress(href: string): boolean {
  return /^https?:\/\//i.test(href);
}

/** `../my posts/a#1.md` → `../my%20posts/a%231.md`: a path below or beside the report folder as an address. */
export function pathToHref(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
}

/** The same place, seen from a page in a folder one level deeper. */
export function fromSubfolder(href: string): string {
  return isWebAddress(href) || href.startsWith("#") ? href : `../${href}`;
}
