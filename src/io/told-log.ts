/** A log that crosses from one thread or process to another: what is logged there is told here. */
import type { Log, Progress } from "../shapes/context.js";

export type LogMessage =
  | { kind: "log"; level: "info" | "warn" | "debug"; message: string }
  | { kind: "progress"; display: number; label: string; total: number }
  | { kind: "advance"; display: number; by: number }
  | { kind: "done"; display: number };

/** Progress is told so many times, not once a passage. */
const STEPS = 100;

/** The end that is logged to. */
export function tellingLog(say: (message: LogMessage) => void): Log {
  let displays = 0;
  return {
    info: (message) => say({ kind: "log", level: "info", message }),
    warn: (message) => say({ kind: "log", level: "warn", message }),
    debug: (message) => say({ kind: "log", level: "debug", message }),
    progress(label, total) {
      const display = displays++;
      let waiting = 0;
      say({ kind: "progress", display, label, total });
      const flush = (): void => {
        if (waiting > 0) say({ kind: "advance", display, by: waiting });
        waiting = 0;
      };
      return {
        advance(by = 1) {
          waiting += by;
          if (waiting * STEPS >= total) flush();
        },
        done() {
          flush();
          say({ kind: "done", display });
        },
      };
    },
  };
}

/** The end that is heard. */
export interface ToldLog {
  take(message: LogMessage): void;
  /** Takes away the displays of one who will say no more. */
  end(): void;
}

/** Shows in a log what one end of a telling log says. */
export function toldLog(log: Log): ToldLog {
  const displays = new Map<number, Progress>();
  return {
    take(message) {
      if (message.kind === "log") log[message.level](message.message);
      else if (message.kind === "progress")
        displays.set(message.display, log.progress(message.label, message.total));
      else if (message.kind === "advance") displays.get(message.display)?.advance(message.by);
      else {
        displays.get(message.display)?.done();
        displays.delete(message.display);
      }
    },
    end() {
      for (const display of displays.values()) display.done();
      displays.clear();
    },
  };
}
