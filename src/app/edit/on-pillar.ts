import { plain } from "../../render/text.js";
import { h } from "../dom/dom.js";
import type { App } from "../state/app.js";
import { textFor } from "./dialogs.js";
import { editingOf, type Editing } from "./editing.js";

/** Beside the name of a pillar. Nothing without a server. */
export function renamePillarButton(app: App, pillar: string): HTMLElement[] {
  const editing = editingOf(app);
  if (editing === undefined) return [];
  const label = `Rename the pillar “${plain(pillar)}”`;
  const ask = { click: () => void renameAsked(editing, pillar, label) };
  const props = { class: "edit-menu-button edit-only", type: "button", aria: { label }, on: ask };
  return [h("button", props, "Rename")];
}

async function renameAsked(editing: Editing, pillar: string, title: string): Promise<void> {
  const name = await textFor({ title, label: "New name", text: pillar, off: "Its own name" });
  if (name !== undefined && name !== pillar)
    editing.decide([{ do: "rename pillar", pillar, name }], { control: "toggle" });
}
