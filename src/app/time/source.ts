import { periodsOf } from "../../render/months.js";
import type { App } from "../state/app.js";
import { type Filters, sameFilters, visiblePassages } from "../state/filters.js";
import { countTimes, type TimeCounts } from "./counts.js";

/**
 * The counts for charts of time: every filter but that of the months applies, since the chart shows what to choose from.
 * The same object for as long as nothing has changed; undefined where nothing is dated.
 */
export function makeTimeSource(app: App): () => TimeCounts | undefined {
  const periods = periodsOf(app.data.months);
  let counted: TimeCounts | undefined;
  let filters: Filters | undefined;
  return () => {
    if (periods === undefined) return undefined;
    const { themes, tags, authors, area } = app.state;
    const others = { themes, tags, authors, ...(area === undefined ? {} : { area }) };
    if (counted === undefined || filters === undefined || !sameFilters(filters, others)) {
      counted = countTimes(app.data, periods, visiblePassages(app.data, others, "time"));
      filters = others;
    }
    return counted;
  };
}
