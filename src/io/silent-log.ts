import type { Log } from "../shapes/context.js";

const nothing = (): void => undefined;

/** Says nothing to anybody. */
export const silentLog: Log = {
  info: nothing,
  warn: nothing,
  debug: nothing,
  progress: () => ({ advance: nothing, done: nothing }),
};
