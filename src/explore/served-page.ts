import { UserError } from "../errors.js";
import { pageParts, pagePolicy, type PageParts } from "../exporters/html/page-parts.js";
import { RUN_META } from "../render/explore-wire.js";

export interface ServedPage {
  html: string;
  /** The policy of the page, for its header. */
  policy: string;
}

const POLICY_META = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"<>]*)"\s*\/?>/i;

/**
 * The report as it is served: it may ask the server it came from, and a `<meta>` tells its script that there is one. The file
 * on the disk stays as it is. It may be a stranger's: whatever it says of itself, no script runs but the one of this program,
 * which alone may ask the server.
 *
 * @param html what `report.html` holds
 * @param key the run's key; hexadecimal digits
 * @throws UserError "config" where the page is not one that this version of the program writes
 */
export function servedPage(html: string, key: string, parts: PageParts = pageParts()): ServedPage {
  const meta = POLICY_META.exec(html);
  if (meta === null || withoutEntities(meta[1] ?? "") !== pagePolicy(parts, "'none'")) {
    const got = "one of another version, or of another make";
    throw new UserError(
      "config",
      `Expected report.html as this version writes it, got ${got}. Run again to write it anew, or open the file itself.`,
    );
  }
  const policy = pagePolicy(parts, "'self'");
  const mark = `<meta name="${RUN_META}" content="${key}" />`;
  const replaced = `<meta http-equiv="Content-Security-Policy" content="${policy}" />${mark}`;
  return {
    html: html.slice(0, meta.index) + replaced + html.slice(meta.index + meta[0].length),
    // A page can't say this of itself: only a header is heard.
    policy: `${policy}; frame-ancestors 'none'`,
  };
}

function withoutEntities(text: string): string {
  return text.replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
