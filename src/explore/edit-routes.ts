/** The part of the interface that changes something. It passes the same gate as all others. */
import type { Context, Hono } from "hono";
import { decisionsIn } from "../decisions/plain.js";
import { UserError } from "../errors.js";
import { PATHS } from "../render/explore-wire.js";
import type { Done, TurnBody } from "../shapes/editing.js";
import { bodyOf, jsonOf, refuse, type Env } from "./bodies.js";
import { Overtaken, type Editor } from "./editor.js";
import { BadQuestion, fieldsOf, textField } from "./questions.js";

/** What the routes need of an editor. */
export type Editing = Omit<Editor, "close" | "hasMade" | "settled" | "warmUp">;

/** A thousand passages with their opening words. */
const MOST_BODY_BYTES = 512 * 1024;
const LONGEST_NAME = 64;

export function addEditRoutes(app: Hono<Env>, editor: Editing): void {
  const body = bodyOf(MOST_BODY_BYTES);
  app.get(PATHS.desk, async (c) => c.json(await editor.desk()));
  app.post(PATHS.decide, ...body, async (c) => {
    const { decisions, ...rest } = fieldsOf(await jsonOf(c), ["run", "window", "decisions"]);
    return answer(c, () => editor.decide({ ...turnIn(rest), decisions: decisionsIn(decisions) }));
  });
  for (const way of ["undo", "redo"] as const) {
    app.post(PATHS[way], ...body, async (c) => {
      const turn = turnIn(fieldsOf(await jsonOf(c), ["run", "window"]));
      return answer(c, () => editor.turn(way, turn));
    });
  }
  app.on("GET", [PATHS.decide, PATHS.undo, PATHS.redo], (c) => {
    c.header("Allow", "POST");
    return refuse(c, 405, "Expected POST.");
  });
}

function turnIn({ run, window }: Record<string, unknown>): TurnBody {
  return { run: textField("run", run, LONGEST_NAME), window: textField("window", window, LONGEST_NAME) };
}

async function answer(c: Context, work: () => Promise<Done>): Promise<Response> {
  try {
    return c.json(await work());
  } catch (error) {
    if (error instanceof BadQuestion) throw error;
    if (error instanceof Overtaken) return refuse(c, 409, error.message);
    // A person can mend it: by deciding otherwise, by waiting for another process, or on the disk.
    if (error instanceof UserError) return refuse(c, error.kind === "locked" ? 423 : 422, error.message);
    throw error;
  }
}
