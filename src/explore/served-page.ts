import { UserError } from "../errors.js";
import { RUN_META } from "../render/explore-wire.js";

export interface ServedPage {
  html: string;
  /** The policy of the page, for its header. */
  policy: string;
}

const POLICY_META = /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"<>]*)"\s*\/?>/i;

/**
 * The report as it is served: its policy lets it ask the server it came from, and a `<meta>` tells its script that there
 * is one. The file on the disk stays as it is.
 *
 * @param html what `report.html` holds
 * @param key the run's key; hexadecimal digits
 * @throws UserError "config" where the page holds no policy to start from
 */
export function servedPage(html: string, key: string): ServedPage {
  const meta = POLICY_META.exec(html);
  const written = meta?.[1];
  if (meta === null || written === undefined) {
    throw new UserError(
      "config",
      "Expected report.html as a run writes it, got one without a content policy. Run again to write it anew.",
    );
  }
  const policy = lettingIn(withoutEntities(written));
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

/** The policy with `connect-src 'self'` in place of what it says of connections. */
function lettingIn(policy: string): string {
  const directives = policy
    .split(";")
    .map((directive) => directive.trim())
    .filter((directive) => directive !== "" && !/^connect-src\s/i.test(directive));
  return [...directives, "connect-src 'self'"].join("; ");
}
