import type { Chat } from "./chat.js";
import { charactersOf, promptFor, type ChatPrompt } from "./prompt.js";
import { ChatFailure, readReply, type ChatLabel } from "./reply.js";
import { slugOf } from "../slug.js";
import type { Context } from "../../../shapes/context.js";
import type { Passage } from "../../../shapes/passage.js";
import type { Theme } from "../../../shapes/theme.js";

export interface RelabelInput {
  themes: readonly Theme[];
  passages: readonly Passage[];
}

export interface Relabelled {
  themes: Theme[];
  /** For each theme that kept its keyword label although another was asked for, why. */
  notes: string[];
}

/** After so many requests in a row that were not answered, the rest is not sent. */
const GIVE_UP = 2;

/** What would be sent: one prompt per theme that has no name given by a person. */
export function labelPrompts({ themes, passages }: RelabelInput): ChatPrompt[] {
  const texts = new Map(passages.map(({ id, text }) => [id, text]));
  return themes
    .filter(({ labelSource }) => labelSource === "keyword")
    .map((theme) =>
      promptFor({
        themeId: theme.id,
        label: theme.label,
        terms: theme.terms.map(({ text }) => text),
        passages: theme.exemplars.flatMap((id) => texts.get(id) ?? []),
        parts: theme.subthemes.map((part) => ({
          label: part.label,
          terms: part.terms.map(({ text }) => text),
        })),
      }),
    );
}

/**
 * Asks a chat endpoint for the label and a summary of each theme, one after the other. Where the reply can't be used, or
 * gives a label that another theme has, the keyword label stays and a note says why. Sub-themes are named by the same
 * reply, where it has a usable label of its own for each of them.
 *
 * @throws UserError "config" where the endpoint sends elsewhere
 */
export async function relabel(
  input: RelabelInput,
  { chat }: { chat: Chat },
  context: Context,
): Promise<Relabelled> {
  const prompts = new Map(labelPrompts(input).map((prompt) => [prompt.themeId, prompt]));
  announce([...prompts.values()], chat, context);
  const progress = context.log.progress("Asking for labels", prompts.size);
  const labels = new Labels(input.themes);
  const notes: string[] = [];
  let unanswered = 0;
  for (const { id, label } of input.themes) {
    const prompt = prompts.get(id);
    if (prompt === undefined) continue;
    if (unanswered >= GIVE_UP) {
      notes.push(keptNote(label, `${chat.host} did not answer before`));
      continue;
    }
    try {
      labels.take(id, readReply(await chat.ask(prompt, context.signal)));
      unanswered = 0;
    } catch (error) {
      if (!(error instanceof ChatFailure)) throw error;
      unanswered = error.unreachable ? unanswered + 1 : 0;
      notes.push(keptNote(label, error.message));
    }
    progress.advance();
  }
  progress.done();
  for (const note of notes) context.log.warn(note);
  return { themes: input.themes.map((theme) => labels.apply(theme)), notes };
}

function announce(prompts: readonly ChatPrompt[], { host, model }: Chat, { log }: Context): void {
  const characters = prompts.reduce((sum, prompt) => sum + charactersOf(prompt), 0);
  const requests = `${prompts.length} ${prompts.length === 1 ? "request" : "requests"}`;
  log.info(
    `Sending ${requests} with ${characters} characters of terms and quotations to ${host} (${model}), to be asked for labels.`,
  );
}

function keptNote(label: string, reason: string): string {
  return `The theme "${label}" keeps its keyword label: ${reason}.`;
}

/** The labels so far, and those that no other theme may take. */
class Labels {
  readonly #owners = new Map<string, string>();
  readonly #found = new Map<string, ChatLabel>();

  constructor(themes: readonly Theme[]) {
    for (const { id, label } of themes) this.#owners.set(fold(label), id);
  }

  take(id: string, found: ChatLabel): void {
    const owner = this.#owners.get(fold(found.label));
    if (owner !== undefined && owner !== id)
      throw new ChatFailure("another theme has the label that was given");
    this.#owners.set(fold(found.label), id);
    this.#found.set(id, found);
  }

  apply(theme: Theme): Theme {
    const found = this.#found.get(theme.id);
    if (found === undefined) return theme;
    const { label, summary, parts = [] } = found;
    const folded = [label, ...parts].map(fold);
    const named =
      parts.length === theme.subthemes.length &&
      !parts.includes("") &&
      new Set(folded).size === folded.length;
    return {
      ...theme,
      ...{ label, labelSource: "chat", slug: slugOf(theme.number, label) },
      ...(named && {
        subthemes: theme.subthemes.map((part, i) => ({ ...part, label: parts[i] ?? part.label })),
      }),
      ...(summary === "" ? {} : { summary }),
    };
  }
}

function fold(label: string): string {
  return label.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}
