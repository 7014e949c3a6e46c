/** What stands at a proposal of the plan, where it can be decided about. */
import type { AppProposal } from "../../render/app-data-types.js";
import { plain } from "../../render/text.js";
import { monthIndex, monthOf } from "../../text/months.js";
import { h } from "../dom/dom.js";
import type { App } from "../state/app.js";
import { editingOf } from "./editing.js";

const HALF_A_YEAR = 6;

/** Puts the proposal off for half a year, or for good. Nothing without a server. */
export function putOffButtons(app: App, { key, title }: AppProposal): HTMLElement[] {
  const editing = editingOf(app);
  if (editing === undefined) return [];
  const button = (words: string, until: string | undefined): HTMLElement => {
    const decision = {
      ...{ do: "dismiss" as const, proposal: key, label: title, on: true },
      ...(until !== undefined && { until }),
    };
    const press = { click: () => editing.decide([decision], { control: "toggle" }) };
    const label = `${words}: ${plain(title)}`;
    return h("button", { class: "quiet", type: "button", aria: { label }, on: press }, words);
  };
  const later = monthOf(monthIndex(new Date().toISOString()) + HALF_A_YEAR);
  return [
    h(
      "p",
      { class: "put-off edit-only" },
      button("Not for half a year", later),
      button("Never propose this", undefined),
    ),
  ];
}
