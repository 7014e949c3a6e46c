/** The line to the server where something is decided. */
import { deskIn, doneIn, PATHS, refusalIn, TOKEN_HEADER } from "../../render/explore-wire.js";
import type { Decision } from "../../shapes/decisions.js";
import type { DecideBody, Desk, Done, TurnBody } from "../../shapes/editing.js";
import { addressToken, runOfPage } from "../explore/client.js";

/** Something that was not done, and why, for the reader. */
export class NotDone extends Error {
  override readonly name = "NotDone";
  constructor(
    message: string,
    /** True where the page shows a run that another has replaced. */
    readonly isOvertaken: boolean,
  ) {
    super(message);
  }
}

/** Made up anew by every page that is opened: so a window knows its own doing when it is told to all. */
export const windowName = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) =>
  byte.toString(16).padStart(2, "0"),
).join("");

/** Undefined where a server of an older version knows nothing of this. */
export async function askDesk(): Promise<Desk | undefined> {
  const response = await fetch(PATHS.desk, { headers: { [TOKEN_HEADER]: addressToken() } });
  if (response.status === 404) return undefined;
  const body: unknown = await response.json();
  if (!response.ok) throw new NotDone(refusalIn(body), false);
  return deskIn(body);
}

/** @throws NotDone */
export function sendDecisions(decisions: readonly Decision[]): Promise<Done> {
  return send(PATHS.decide, { ...turn(), decisions });
}

/** @throws NotDone */
export function sendTurn(way: "undo" | "redo"): Promise<Done> {
  return send(PATHS[way], turn());
}

function turn(): TurnBody {
  return { run: runOfPage() ?? "", window: windowName };
}

const LOST = "The server doesn’t answer. Start `throughline explore` again; nothing was decided.";

async function send(path: string, body: TurnBody | DecideBody): Promise<Done> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { [TOKEN_HEADER]: addressToken(), "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new NotDone(LOST, false);
  }
  const answered: unknown = await response.json();
  if (!response.ok) throw new NotDone(refusalIn(answered), response.status === 409);
  return doneIn(answered);
}
