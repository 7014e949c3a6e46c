/** What the pages say of the plan as a whole. */
import type { Report } from "../shapes/report.js";
import { count, day, list, weekdayName } from "./words.js";

type Dated = Pick<Report, "clock" | "posts">;

/** From which day time is counted, and why. */
export function countingSentence({ clock }: Pick<Dated, "clock">): string {
  if (clock === undefined) {
    return "None of the posts carries a usable date, so this can say how much there is on each theme, but not when it was last covered.";
  }
  const from = {
    today: `Time is counted back from the day of this report, ${day(clock.day)}.`,
    newest: `No post has come for long; time is counted back from the newest, ${day(clock.day)}.`,
    set: `Time is counted back from the day that you set, ${day(clock.day)}.`,
  };
  return from[clock.from];
}

/** Empty where every post has a date, or none has. */
export function undatedSentence({ clock, posts }: Dated): string {
  const undated = posts.filter(({ date }) => date === undefined).length;
  if (clock === undefined || undated === 0) return "";
  return `${count(undated, "post")} without a date ${undated === 1 ? "is" : "are"} left out of it.`;
}

/** Empty where the editor put nothing off. */
export function dismissedSentence({ dismissed }: Report["plan"]): string {
  if (dismissed.length === 0) return "";
  const are = dismissed.length === 1 ? "is" : "are";
  return `${count(dismissed.length, "proposal")} that you put off ${are} not shown.`;
}

/** "Planned at your rhythm: every week, on Tuesday (22 of the latest 24 posts)." Empty where nothing is planned. */
export function calendarSentence({ calendar }: Report["plan"]): string {
  if (calendar === undefined) return "";
  const { every, isGiven, weekday, rest } = calendar;
  const often = every % 7 === 0 ? everyWeeks(every / 7) : every === 1 ? "every day" : `every ${every} days`;
  const on =
    weekday === undefined
      ? ""
      : `, on ${weekdayName(weekday.day)} (${weekday.posts} of the latest ${count(weekday.of, "day")} with a post)`;
  const not =
    rest === undefined ? "" : `, leaving out ${list(rest.map(weekdayName))}, on which none of them came`;
  return `${isGiven ? "Planned as you asked" : "Planned at the rhythm of the latest posts"}: ${often}${on}${not}. Nothing is scheduled.`;
}

function everyWeeks(weeks: number): string {
  return weeks === 1 ? "every week" : `every ${weeks} weeks`;
}

/** How the strongest post is found, for whoever asks. */
export const STRONGEST =
  "The strongest post of a theme is the one that says most on it and little else: words on it times the share of the post that these are.";
