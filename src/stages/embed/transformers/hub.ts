import { networkInterfaces } from "node:os";

import type { Response } from "undici";

import { UserError } from "../../../errors.js";
import type { Environment } from "../../../io/cache-dir.js";
import { errorCode, type Digest } from "../../../io/digest.js";
import { isWebPage, watchSilence, type DownloadSettings } from "../../../io/download.js";
import { PROXY_CLOSED } from "../../../io/proxy-connections.js";
import { readProxy, type Http, type ProxySettings } from "../../../io/http.js";

/** Where models are downloaded from, and with how much patience. */
export interface HubSettings {
  /** Without a slash at the end. */
  endpoint: string;
  /** True where it is known without a try that the hub is out of reach. */
  offline: boolean;
  /** The longest wait for the hub's first answer. @default 1.5 */
  answerSeconds: number;
  download: DownloadSettings;
  proxy: ProxySettings;
}

/**
 * Reads the settings that other tools of the hub know as well: `HF_ENDPOINT`, `HF_HUB_OFFLINE`,
 * `HF_HUB_ETAG_TIMEOUT` (the first answer) and `HF_HUB_DOWNLOAD_TIMEOUT` (a silence), both in seconds, and the usual
 * proxy variables. Throws a `UserError` of kind `config`.
 */
export function hubSettings(environment: Environment = process.env): HubSettings {
  const endpoint = readEndpoint(environment.HF_ENDPOINT);
  const proxy = readProxy(environment);
  return {
    endpoint,
    offline:
      /^(1|on|yes|true)$/i.test(environment.HF_HUB_OFFLINE ?? "") || (isElsewhere(endpoint) && !hasNetwork()),
    answerSeconds: readSeconds(environment, "HF_HUB_ETAG_TIMEOUT", 1.5),
    download: {
      attempts: 4,
      backoffSeconds: 0.5,
      stallSeconds: readSeconds(environment, "HF_HUB_DOWNLOAD_TIMEOUT", 20),
    },
    proxy,
  };
}

/** The hub's name as a person knows it, without the name and password that an address may carry. */
export function hubName(settings: HubSettings): string {
  return new URL(settings.endpoint).host;
}

export function fileUrl(settings: HubSettings, model: string, revision: string, file: string): string {
  return `${settings.endpoint}/${model}/resolve/${revision}/${file}`;
}

/**
 * Asks the hub for a model, to find out early whether it answers.
 *
 * `ready`: it has the model. `silent`: there is no connection to it. `odd`: something answers, but not with the model
 * (an error of the server, a login page, a broken connection), so that another try may or may not help.
 */
export async function probeHub(
  http: Http,
  settings: HubSettings,
  model: string,
  revision: string,
  signal: AbortSignal,
): Promise<"ready" | "silent" | "odd"> {
  if (settings.offline) return "silent";
  const patience = watchSilence(settings.answerSeconds);
  try {
    const response = await http.request(fileUrl(settings, model, revision, "config.json"), {
      method: "HEAD",
      redirect: "follow",
      signal: AbortSignal.any([signal, patience.signal]),
    });
    return response.ok && !isWebPage(response) ? "ready" : "odd";
  } catch (error) {
    signal.throwIfAborted();
    if (patience.signal.aborted || noConnection.has(errorCode(error) ?? "")) return "silent";
    return "odd";
  } finally {
    patience.stop();
  }
}

const noConnection = new Set([
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETDOWN",
  "ENETUNREACH",
  "ENOTFOUND",
  "ETIMEDOUT",
  PROXY_CLOSED,
  "UND_ERR_CONNECT_TIMEOUT",
]);

/**
 * What the hub says a file is, before it is fetched: for a file of which we know nothing yet, the only way to notice
 * that it came in incomplete. Empty where the hub doesn't say.
 */
export async function describeFile(
  http: Http,
  settings: HubSettings,
  url: string,
  signal: AbortSignal,
): Promise<Partial<Digest>> {
  const patience = watchSilence(settings.download.stallSeconds);
  try {
    const response = await http.request(url, {
      method: "HEAD",
      // The hub sends large files on to another server, and describes them only in this first answer.
      redirect: "manual",
      signal: AbortSignal.any([signal, patience.signal]),
    });
    return isWebPage(response) ? {} : readDescription(response);
  } catch {
    signal.throwIfAborted();
    return {};
  } finally {
    patience.stop();
  }
}

function readDescription(response: Response): Partial<Digest> {
  const size =
    response.headers.get("x-linked-size") ?? (response.ok ? response.headers.get("content-length") : null);
  const tag = (response.headers.get("x-linked-etag") ?? "").replaceAll('"', "");
  return {
    ...(size !== null && /^\d+$/.test(size) ? { bytes: Number(size) } : {}),
    ...(/^[0-9a-f]{64}$/.test(tag) ? { sha256: tag } : {}),
  };
}

function readEndpoint(given: string | undefined): string {
  if (given === undefined || given === "") return "https://huggingface.co";
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new UserError(
      "config",
      `Expected HF_ENDPOINT to be the address of a model hub, such as https://huggingface.co, got ${JSON.stringify(given)}. Correct or unset it.`,
    );
  }
  return given.replace(/\/+$/, "");
}

function readSeconds(environment: Environment, name: string, fallback: number): number {
  const given = environment[name];
  if (given === undefined || given === "") return fallback;
  const seconds = Number(given);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new UserError(
    "config",
    `Expected ${name} to be seconds, more than 0 and at most 3600, got "${given}". Correct or unset it.`,
  );
}

function isElsewhere(endpoint: string): boolean {
  const { hostname } = new URL(endpoint);
  return !/^(localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
}

/** False on a computer with no network but its own loopback, where every try would only cost time. */
function hasNetwork(): boolean {
  return Object.values(networkInterfaces()).some((addresses) =>
    addresses?.some((address) => !address.internal),
  );
}
