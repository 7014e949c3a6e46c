import type { Context } from "hono";
import { stream } from "hono/streaming";
import { eventText, HEARTBEAT_TEXT, newsText } from "../render/explore-wire.js";
import type { ReadingState } from "../shapes/exploration.js";
import type { CurrentRun } from "./current-run.js";
import type { Editor } from "./editor.js";

/** The pages that listen to what becomes of the run. */
export interface Streams {
  /** Undefined where too many pages listen already. */
  open(c: Context, told: { run: CurrentRun; editor: Pick<Editor, "listen"> }): Response | undefined;
  /** Says good-bye to all. */
  end(): void;
}

const MOST_STREAMS = 32;
/** Milliseconds. */
const HEARTBEAT = 15_000;

export function eventStreams(): Streams {
  const ends = new Set<() => void>();
  return {
    open(c, { run, editor }) {
      if (ends.size >= MOST_STREAMS) return undefined;
      c.header("Content-Type", "text/event-stream; charset=utf-8");
      return stream(c, async (page) => {
        const write = (text: string): void => void page.write(text);
        const tell = (state: ReadingState): void => write(eventText(state));
        const heartbeat = setInterval(() => write(HEARTBEAT_TEXT), HEARTBEAT);
        const stop = run.listen(tell);
        const stopNews = editor.listen((news) => write(newsText(news)));
        tell(run.state);
        await new Promise<void>((resolve) => {
          ends.add(resolve);
          page.onAbort(() => {
            ends.delete(resolve);
            resolve();
          });
        });
        clearInterval(heartbeat);
        stop();
        stopNews();
      });
    },
    end() {
      for (const end of ends) end();
      ends.clear();
    },
  };
}
