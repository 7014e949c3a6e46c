/** The plan's days for calendar programs (iCalendar, RFC 5545): whole days, tentative, nobody invited. */
import ical, { ICalEventStatus, ICalEventTransparency } from "ical-generator";
import { proposalAt } from "../../plan/calendar.js";
import { proposalWords } from "../../render/proposal-words.js";
import { oneLine } from "../../render/text.js";
import { viewOf } from "../../render/view.js";
import type { Exporter } from "../../shapes/exporter.js";

const MOST_LINE = 1_000;

/** `calendar.ics`; none where the posts tell no rhythm. */
export const calendarExporter: Exporter = {
  name: "calendar",
  render(report) {
    const view = viewOf(report);
    const { plan, clock } = report;
    const slots = (plan.calendar?.slots ?? []).flatMap(({ date, proposal }) =>
      proposal === undefined ? [] : [{ date, proposal: proposalAt(plan, proposal) }],
    );
    if (slots.length === 0 || clock === undefined) return [];
    const calendar = ical({
      name: oneLine(report.title).slice(0, MOST_LINE),
      prodId: { company: "throughline", product: "plan", language: "EN" },
    });
    for (const { date, proposal } of slots) {
      const { title, reasons, doubt } = proposalWords(proposal, view);
      calendar.createEvent({
        // The same proposal is the same entry, whichever run brings it.
        id: `${proposal.key.replaceAll(" ", "-")}@throughline`,
        // The day of the plan: the time of the run would make other bytes.
        stamp: at(clock.day),
        start: at(date),
        allDay: true,
        summary: oneLine(title).slice(0, MOST_LINE),
        description: oneLine([...reasons, doubt].join(" ")).slice(0, MOST_LINE),
        status: ICalEventStatus.TENTATIVE,
        transparency: ICalEventTransparency.TRANSPARENT,
      });
    }
    return [{ path: "calendar.ics", content: `${calendar.toString()}\r\n` }];
  },
};

function at(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
