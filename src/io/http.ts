import type { LookupFunction } from "node:net";
import type { buildConnector, Response } from "undici";

import { UserError } from "../errors.js";
import { withPatience } from "./proxy-connections.js";

/** Proxies as the usual environment variables name them; an empty string is none. */
export interface ProxySettings {
  httpProxy: string;
  httpsProxy: string;
  noProxy: string;
}

/** The proxies of an environment; a name in lower case comes before the same in capitals. */
export function readProxy(environment: Readonly<Record<string, string | undefined>>): ProxySettings {
  const read = (name: string): string => environment[name] ?? environment[name.toUpperCase()] ?? "";
  return { httpProxy: read("http_proxy"), httpsProxy: read("https_proxy"), noProxy: read("no_proxy") };
}

export interface HttpRequest {
  method: "GET" | "HEAD" | "POST";
  redirect: "follow" | "manual";
  signal: AbortSignal;
  /** In lower case. */
  headers?: Readonly<Record<string, string>>;
  body?: string;
}

/** A client that goes through the user's proxy. Node.js 20's own `fetch` would pass it by. */
export interface Http {
  request(url: string, request: HttpRequest): Promise<Response>;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

export interface Connecting {
  /** Finds the addresses of names where no proxy stands between. @default the system's */
  lookup?: LookupFunction;
}

/** Opens a client for as long as `use` takes. Throws a `UserError` of kind `config` where a proxy's address can't be read. */
export async function withHttp<T>(
  proxy: ProxySettings,
  use: (http: Http) => Promise<T>,
  connecting: Connecting = {},
): Promise<T> {
  const http = await openHttp(proxy, connecting);
  try {
    return await use(http);
  } finally {
    await http.close();
  }
}

async function openHttp(proxy: ProxySettings, connecting: Connecting): Promise<Http> {
  // Loaded only here: a run that needs no network should not pay for it.
  const { EnvHttpProxyAgent, Pool, fetch } = await import("undici");
  const clientFactory = (origin: URL, options: ProxyClient) =>
    new Pool(origin, { ...options, connect: withPatience(options.connect) });
  const settings = { ...proxy, connect: connecting, clientFactory };
  const dispatcher = createDispatcher(() => new EnvHttpProxyAgent(settings), proxy);
  return {
    request: (url, request) =>
      // `identity`, so that Content-Length counts the bytes of the file.
      fetch(url, {
        ...request,
        dispatcher,
        headers: { "accept-encoding": "identity", "user-agent": "throughline", ...request.headers },
      }),
    close: () => dispatcher.destroy(),
  };
}

/** What the way to a proxy is made of. */
interface ProxyClient {
  connect: buildConnector.connector;
}

function createDispatcher<T>(create: () => T, proxy: ProxySettings): T {
  try {
    return create();
  } catch (cause) {
    throw new UserError(
      "config",
      "Expected HTTP_PROXY and HTTPS_PROXY to be addresses such as http://proxy.example:8080, " +
        `got "${hideCredentials(proxy.httpProxy)}" and "${hideCredentials(proxy.httpsProxy)}". Correct or unset them.`,
      { cause },
    );
  }
}

/** A proxy's address may carry a name and a password, which must not reach a log. */
function hideCredentials(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}
