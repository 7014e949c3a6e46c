import type { Redis } from "ioredis";
import { UserError } from "../../errors.js";
import { codeOf } from "../../io/disk.js";
import type { Log } from "../../shapes/context.js";
import { shownAddress } from "./address.js";
import type { Library } from "./library.js";

/** How long the first answer may take. */
const FIRST_ANSWER_MS = 10_000;
/** Pauses between two attempts to come back to a Redis that went away. */
const LEAST_PAUSE_MS = 200;
const MOST_PAUSE_MS = 3000;

/**
 * A connection that comes back whenever Redis does: what is asked in the meantime waits.
 *
 * @throws UserError "config" where there is no answer at first, without what the address holds of a password
 */
export async function connect({ Redis }: Pick<Library, "Redis">, address: string, log: Log): Promise<Redis> {
  const redis = new Redis(address, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    retryStrategy: (times) => Math.min(MOST_PAUSE_MS, LEAST_PAUSE_MS * times),
  });
  let fault: Error | undefined;
  const note = (error: Error): void => void (fault = error);
  redis.on("error", note);
  try {
    await firstAnswer(redis);
  } catch (cause) {
    redis.disconnect();
    throw noAnswer(address, fault ?? cause);
  }
  redis.off("error", note);
  return tellingOfOutages(redis, address, log);
}

async function firstAnswer(redis: Redis): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`nothing in ${FIRST_ANSWER_MS / 1000} seconds`)),
      FIRST_ANSWER_MS,
    );
  });
  try {
    // A refused connection, or a wrong password, will not get better by waiting.
    const refused = new Promise<never>((_, reject) => redis.once("error", reject));
    refused.catch(() => undefined);
    await Promise.race([redis.connect().then(() => redis.ping()), refused, late]);
  } finally {
    clearTimeout(timer);
  }
}

function noAnswer(address: string, cause: unknown): UserError {
  const got = codeOf(cause) ?? (cause instanceof Error ? cause.message : String(cause));
  return new UserError(
    "config",
    `Expected an answer of the Redis at ${shownAddress(address)}, got ${withoutSecrets(got, address)}. Start it, or correct the address.`,
  );
}

/** A message of a library may repeat what it was given. */
function withoutSecrets(text: string, address: string): string {
  const { password } = new URL(address);
  const parts = [address, password, decodeURIComponent(password)].filter((part) => part !== "");
  return parts.reduce((shown, part) => shown.replaceAll(part, "…"), text).replace(/\.$/, "");
}

function tellingOfOutages(redis: Redis, address: string, log: Log): Redis {
  let isAway = false;
  redis.on("error", (error) => log.debug(`Redis: ${withoutSecrets(error.message, address)}`));
  redis.on("reconnecting", () => {
    if (!isAway) log.warn(`The Redis at ${shownAddress(address)} does not answer; waiting until it does.`);
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) log.info("Redis answers again.");
    isAway = false;
  });
  return redis;
}
