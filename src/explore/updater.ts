import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { errorOf } from "../io/fault.js";
import type { Config } from "../run/config.js";
import type { Log } from "../shapes/context.js";
import type { Update, Updated } from "./update.js";
import type { FromUpdater, ToUpdater } from "./update-messages.js";

/** Makes reports again until it is closed. */
export interface Updater {
  update: Update;
  /** Does all that an update does and writes nothing, so that the next one is quick. Its faults are nobody's. */
  warmUp(config: Config): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  isWarmUp: boolean;
  log: Log | undefined;
  resolve(updated: Updated): void;
  reject(error: Error): void;
}

/** As `update`, in a process of its own, begun when it is first needed. */
export function updaterInProcess(): Updater {
  const asked = new Map<number, Waiting>();
  let asks = 0;
  let child: ChildProcess | undefined;

  function start(): ChildProcess {
    const started = fork(fileURLToPath(new URL("./update-process.js", import.meta.url)), {
      serialization: "advanced",
    });
    const end = (error: Error): void => {
      if (child === started) child = undefined;
      for (const waiting of asked.values()) waiting.reject(error);
      asked.clear();
    };
    started.on("message", (message) => take(message as FromUpdater));
    started.on("error", end);
    // Where this process has to end at once, the other is not left to go on by itself.
    const endWithThis = (): void => void started.kill("SIGKILL");
    process.once("exit", endWithThis);
    started.on("exit", () => process.off("exit", endWithThis));
    started.on("exit", () => end(new Error("The process that makes reports again has ended.")));
    return started;
  }

  function take(message: FromUpdater): void {
    if (message.kind === "warn") {
      for (const { log } of asked.values()) log?.warn(message.message);
      return;
    }
    const waiting = asked.get(message.ask);
    asked.delete(message.ask);
    if (message.kind === "updated") waiting?.resolve(message.updated);
    else waiting?.reject(errorOf(message.fault));
  }

  function ask(what: Omit<ToUpdater, "ask">, log?: Log): Promise<Updated> {
    return new Promise((resolve, reject) => {
      child ??= start();
      const number = asks++;
      asked.set(number, { isWarmUp: what.isWarmUp, log, resolve, reject });
      const told: ToUpdater = { ask: number, ...what };
      child.send(told);
    });
  }

  return {
    update: (config, { log }) => ask({ config, isWarmUp: false }, log),
    async warmUp(config) {
      await ask({ config, isWarmUp: true }).catch(() => undefined);
    },
    close() {
      const ending = child;
      if (ending === undefined) return Promise.resolve();
      return new Promise((resolve) => {
        ending.once("exit", () => resolve());
        // What only makes ready is not waited for.
        if ([...asked.values()].every(({ isWarmUp }) => isWarmUp)) ending.kill("SIGKILL");
        else ending.disconnect();
      });
    },
  };
}
