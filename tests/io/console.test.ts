import { describe, expect, it, onTestFinished, vi } from "vitest";
import { consoleLog, printable, type ConsoleOptions } from "../../src/io/console.js";

/** Standard error, but that it keeps what is written, and passes for a terminal if asked. */
function memoryStream(isTTY: boolean): { stream: NodeJS.WriteStream; text: () => string } {
  let written = "";
  const yes = (): boolean => true;
  const stream = Object.create(process.stderr, {
    write: { value: (chunk: string) => ((written += chunk), true) },
    isTTY: { value: isTTY },
    columns: { value: 80 },
    cursorTo: { value: yes },
    clearLine: { value: yes },
    moveCursor: { value: yes },
  }) as NodeJS.WriteStream;
  return { stream, text: () => written };
}

function logged(
  options: Partial<Omit<ConsoleOptions, "stream">> & { isTTY?: boolean },
  use: (log: ReturnType<typeof consoleLog>) => void,
): string {
  const { stream, text } = memoryStream(options.isTTY ?? false);
  use(consoleLog({ quiet: options.quiet ?? false, debug: options.debug ?? false, stream }));
  return text();
}

const sayAll = (log: ReturnType<typeof consoleLog>): void => {
  log.info("Read 3 posts.");
  log.warn("One was empty.");
  log.debug("It was b.md.");
};

describe("consoleLog", () => {
  it("prints information and warnings, details on request", () => {
    expect(logged({}, sayAll)).toBe("Read 3 posts.\nwarning: One was empty.\n");
    expect(logged({ debug: true }, sayAll)).toBe(
      "Read 3 posts.\nwarning: One was empty.\ndebug: It was b.md.\n",
    );
  });

  it("prints nothing but warnings when quiet", () => {
    const text = logged({ quiet: true, isTTY: true }, (log) => {
      sayAll(log);
      const progress = log.progress("Reading", 3);
      progress.advance(3);
      progress.done();
    });
    expect(text).toBe("warning: One was empty.\n");
  });

  it("shows progress as one plain line where there is no terminal", () => {
    const text = logged({}, (log) => {
      const progress = log.progress("Reading posts", 2);
      progress.advance();
      progress.advance(1);
      progress.done();
    });
    expect(text).toBe("Reading posts …\n");
  });

  it("shows a bar on a terminal", () => {
    const text = logged({ isTTY: true }, (log) => {
      const progress = log.progress("Reading posts", 2);
      progress.advance();
      progress.advance();
      progress.done();
    });
    expect(text).toContain("Reading posts");
    expect(text).toContain("%");
  });

  it("says how long the rest may take where a bar goes on for seconds", () => {
    vi.useFakeTimers({ now: 0 });
    onTestFinished(() => void vi.useRealTimers());
    const text = logged({ isTTY: true }, (log) => {
      const progress = log.progress("Reading posts", 100);
      for (let second = 0; second < 10; second++) {
        vi.advanceTimersByTime(1000);
        progress.advance();
      }
      progress.done();
    });
    const drawn = text.split("Reading posts").map((after) => /^, about (\S+) left/.exec(after)?.[1]);
    expect(drawn[1]).toBeUndefined();
    expect(drawn).toContain("1m30s");
  });

  it("shows no progress where there is nothing to do", () => {
    for (const isTTY of [true, false]) {
      expect(logged({ isTTY }, (log) => log.progress("Reading posts", 0).done())).toBe("");
    }
  });

  it("lets no message steer the terminal", () => {
    const text = logged({ debug: true }, (log) => {
      const name = "a\u001b[2J\u001b]0;title\u0007\u009b31m\r\u202efdp.md";
      log.info(name);
      log.warn(name);
      log.debug(name);
    });
    expect(text).toMatch(/fdp\.md/);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\u202e/u);
    expect(text.split("\n")).toHaveLength(4);
  });
});

describe("printable", () => {
  it.each([
    ["plain, naïve text – 変更 😀", "plain, naïve text – 変更 😀"],
    ["\u001b[31mred\u001b[0m", "red"],
    ["tab\tand\rreturn", "tab\\u0009and\\u000dreturn"],
    ["bell\u0007 null\u0000 delete\u007f next\u0085", "bell\\u0007 null\\u0000 delete\\u007f next\\u0085"],
    ["\u202eevil\u202c \u2066iso\u2069 \u200f", "\\u202eevil\\u202c \\u2066iso\\u2069 \\u200f"],
    ["", ""],
  ])("%j → %j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});
