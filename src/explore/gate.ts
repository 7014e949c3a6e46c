import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { TOKEN_HEADER } from "../render/explore-wire.js";

/** A request that is not answered, and why. */
export interface Refusal {
  status: 403 | 405;
  message: string;
}

/**
 * Who may ask at all. The server listens on loopback only, and yet any page in the browser can send it requests, and a
 * name that points here can make them look like its own; so the address, the origin and the token are all checked.
 *
 * @returns undefined where the request may pass
 */
export function refusalOf(
  request: Pick<IncomingMessage, "method" | "headers">,
  url: URL,
  { port, token }: { port: number; token: string },
): Refusal | undefined {
  const { method, headers } = request;
  const { host, origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return refuse(403, "This server answers to its own address only.");
  }
  if (method !== "GET" && method !== "POST") return refuse(405, "Only GET and POST are understood.");
  if (origin !== undefined && origin !== `http://${host}`) {
    return refuse(403, "Other pages may not ask here.");
  }
  const isApi = url.pathname.startsWith("/api/");
  const site = headers["sec-fetch-site"];
  // `none` is a person who typed the address or pressed the link in a terminal.
  if (site !== undefined && site !== "same-origin" && (isApi || site !== "none")) {
    return refuse(403, "Other pages may not ask here.");
  }
  const given = isApi ? headers[TOKEN_HEADER] : url.searchParams.get("token");
  if (typeof given !== "string" || !isSame(given, token)) {
    return refuse(403, "Open the whole address that `throughline explore` printed, with its token.");
  }
  return undefined;
}

function refuse(status: Refusal["status"], message: string): Refusal {
  return { status, message };
}

/** Takes as long for a wrong token as for one that is almost right. */
function isSame(given: string, token: string): boolean {
  const [one, other] = [given, token].map((text) => createHash("sha256").update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
