/**
 * A process that makes reports again. It is none of the server's threads, since the lock of the store keeps processes apart
 * and not threads; it stays, so that what finds themes is loaded and warm when a decision comes.
 */
import { faultOf } from "../io/fault.js";
import { silentLog } from "../io/silent-log.js";
import { update, warmUp } from "./update.js";
import type { FromUpdater, ToUpdater } from "./update-messages.js";

const say = (message: FromUpdater): void => void process.send?.(message);
const log = { ...silentLog, warn: (message: string) => say({ kind: "warn", message }) };

let line: Promise<void> = Promise.resolve();

process.on("message", ({ ask, config, isWarmUp }: ToUpdater) => {
  line = line.then(async () => {
    try {
      const updated = isWarmUp ? await warmUp(config) : await update(config, { log });
      say({ kind: "updated", ask, updated });
    } catch (error) {
      say({ kind: "refusal", ask, fault: faultOf(error) });
    }
  });
});

// The terminal sends its signals to all; the server ends this one when its work is done.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
process.on("disconnect", () => void line.then(() => process.exit()));
