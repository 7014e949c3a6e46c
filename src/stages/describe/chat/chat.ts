import { UserError } from "../../../errors.js";
import { readProxy, withHttp, type Http, type ProxySettings } from "../../../io/http.js";
import type { ChatConfig } from "../../../shapes/config.js";
import { checkedAddress, connectionLookup, type Lookup } from "./address.js";
import type { ChatPrompt } from "./prompt.js";
import { ChatFailure } from "./reply.js";

/** A chat endpoint, ready to be asked. */
export interface Chat {
  /** Host and port, for people. */
  readonly host: string;
  readonly model: string;
  /**
   * The text of the reply to one prompt.
   *
   * @throws ChatFailure where there is none; UserError "config" where the endpoint sends elsewhere
   */
  ask(prompt: ChatPrompt, signal: AbortSignal): Promise<string>;
}

export interface ChatSettings {
  /** Where the key is looked up by its name, and the proxies. */
  environment: Readonly<Record<string, string | undefined>>;
  seed: number;
  /** Seconds to wait for a reply. @default 60 */
  timeoutSeconds?: number;
  /** @default the system's name lookup */
  lookup?: Lookup;
  /** Takes the place of the network. */
  request?: Http["request"];
}

/** A large model on a small computer takes its time. */
const TIMEOUT_SECONDS = 60;
/** A reply is a few lines; more than this is something else. */
const MOST_BYTES = 256 * 1024;

/**
 * Opens an OpenAI-compatible chat endpoint, checking its address and the key before anything is sent.
 *
 * @throws UserError "config" for an address that must not be asked, or a key that is not there
 */
export async function openChat(config: ChatConfig, settings: ChatSettings): Promise<Chat> {
  const address = await checkedAddress(config.url, settings.lookup);
  const key = keyOf(config, settings.environment);
  const { seed, timeoutSeconds = TIMEOUT_SECONDS } = settings;
  const ask = (request: Http["request"]) => (prompt: ChatPrompt, signal: AbortSignal) =>
    post(request, address, { config, key, prompt, seed }, timeoutSeconds, signal);
  const proxy = proxyFor(address, settings.environment);
  const viaNetwork = (prompt: ChatPrompt, signal: AbortSignal): Promise<string> =>
    withHttp(proxy, (http) => ask((url, request) => http.request(url, request))(prompt, signal), {
      lookup: connectionLookup(address, settings.lookup),
    });
  return {
    host: address.host,
    model: config.model,
    ask: settings.request === undefined ? viaNetwork : ask(settings.request),
  };
}

/** A proxy can't reach this computer's own loopback. */
function proxyFor({ hostname }: URL, environment: ChatSettings["environment"]): ProxySettings {
  const proxy = readProxy(environment);
  const isLocal = /^(?:localhost|127\.[\d.]+|\[::1\])$/.test(hostname);
  return isLocal ? { httpProxy: "", httpsProxy: "", noProxy: proxy.noProxy } : proxy;
}

function keyOf({ keyEnv }: ChatConfig, environment: ChatSettings["environment"]): string | undefined {
  if (keyEnv === undefined) return undefined;
  const key = environment[keyEnv]?.trim();
  if (key !== undefined && /^[\x21-\x7e]+$/.test(key)) return key;
  const got = key === undefined || key === "" ? "none" : "one with spaces or other characters";
  throw new UserError(
    "config",
    `Expected a key in the environment variable ${keyEnv} (chat.key_env), got ${got}. Set it, or leave chat.key_env out.`,
  );
}

interface Question {
  config: ChatConfig;
  key: string | undefined;
  prompt: ChatPrompt;
  seed: number;
}

async function post(
  request: Http["request"],
  address: URL,
  { config, key, prompt, seed }: Question,
  timeoutSeconds: number,
  signal: AbortSignal,
): Promise<string> {
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  try {
    const response = await request(address.href, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({
        model: config.model,
        temperature: 0,
        seed,
        stream: false,
        messages: [
          { role: "system", content: prompt.system },
          { role: "user", content: prompt.user },
        ],
      }),
    });
    if (response.status >= 300 && response.status < 400)
      throw redirected(address, response.headers.get("location"));
    if (!response.ok) {
      await response.body?.cancel();
      throw new ChatFailure(`${address.host} answered ${response.status}`, { unreachable: true });
    }
    return contentOf(await readBody(response.body));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError || error instanceof ChatFailure) throw error;
    // The client wraps what the name lookup of the connection throws.
    if (error instanceof Error && error.cause instanceof UserError) throw error.cause;
    const late = timeout.aborted;
    throw new ChatFailure(
      late ? `no answer within ${timeoutSeconds} s` : `${address.host} could not be reached`,
      {
        cause: error,
        unreachable: true,
      },
    );
  }
}

function redirected(address: URL, location: string | null): UserError {
  const target =
    location !== null && URL.canParse(location, address.href) ? new URL(location, address).host : "elsewhere";
  return new UserError(
    "config",
    `Expected an answer from ${address.host} (chat.url), got a redirection to ${target}, which is not followed. Name the right address.`,
  );
}

async function readBody(body: AsyncIterable<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw new ChatFailure("the answer is too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

/** `choices[0].message.content` of an answer. */
function contentOf(body: string): string {
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch (cause) {
    throw new ChatFailure("the answer is not JSON", { cause });
  }
  const content = at(at(at(at(answer, "choices"), 0), "message"), "content");
  if (typeof content !== "string") throw new ChatFailure("the answer holds no message");
  return content;
}

function at(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string | number, unknown>)[key];
}
