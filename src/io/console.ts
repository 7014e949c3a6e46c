import { stripVTControlCharacters } from "node:util";
import cliProgress, { type GenericFormatter } from "cli-progress";
import type { Log, Progress } from "../shapes/context.js";

export interface ConsoleOptions {
  quiet: boolean;
  debug: boolean;
  /** Where to write; standard error in the program, so that standard output is free for results. */
  stream: NodeJS.WriteStream;
}

const silent: Progress = { advance: () => undefined, done: () => undefined };

/**
 * A log for people: bars on a terminal, plain lines elsewhere, nothing but warnings when quiet.
 *
 * @example
 * const log = consoleLog({ quiet: false, debug: false, stream: process.stderr });
 * await runPipeline({ paths: ["posts"] }, { log });
 */
export function consoleLog({ quiet, debug, stream }: ConsoleOptions): Log {
  const line = (text: string): void => void stream.write(`${printable(text)}\n`);
  return {
    info: (message) => {
      if (!quiet) line(message);
    },
    warn: (message) => line(`warning: ${message}`),
    debug: (message) => {
      if (debug) line(`debug: ${message}`);
    },
    progress: (label, total) => {
      if (quiet || total === 0) return silent;
      return stream.isTTY ? bar(label, total, stream) : plain(label, line);
    },
  };
}

/**
 * Text that can't steer a terminal: escape sequences, control characters and direction overrides are made visible
 * or taken out. File names and titles may hold any of them.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function plain(label: string, line: (text: string) => void): Progress {
  line(`${label} …`);
  return silent;
}

// The package has no names of its own that an import could take.
const { Format, Presets, SingleBar } = cliProgress;

/** From so many seconds on, a bar says how long the rest may take. */
const ESTIMATE_FROM = 3;

/** The bar, how much is done, and how long the rest may take where that can be told. */
function drawn(label: string, columns: () => number): GenericFormatter {
  return (options, { progress, eta, startTime }) => {
    const percent = `${Math.floor(progress * 100)}%`;
    const isTold = Date.now() - startTime >= ESTIMATE_FROM * 1000 && eta > 0 && Number.isFinite(eta);
    const left = isTold ? `, about ${Format.TimeFormat(eta, options, 5)} left` : "";
    const line = `${Format.BarFormat(progress, options)} ${percent} ${label}${left}`;
    // A terminal that does not tell how wide it is has 0 columns.
    return columns() > 0 ? line.slice(0, columns() - 1) : line;
  };
}

function bar(label: string, total: number, stream: NodeJS.WriteStream): Progress {
  // The terminal's settings stay as they are, cursor and wrapping: a process that is killed could not set them back.
  const asItIs = { hideCursor: false, linewrap: true };
  const format = drawn(label, () => stream.columns);
  const display = new SingleBar(
    { format, barsize: 24, ...asItIs, clearOnComplete: true, stream },
    Presets.rect,
  );
  display.start(total, 0);
  return {
    advance: (by = 1) => display.increment(by),
    done: () => display.stop(),
  };
}
