import { periodsOf } from "../../render/months.js";
import type { App } from "../state/app.js";
import { type Filters, sameFilters, visiblePassages } from "../state/filters.js";
import { countTimes, type TimeCounts } from "./counts.js";

/**
 * The counts for charts of time: every filter but that of the months applies, since the chart shows what to choose from,
 * and where something is searched for, what was found.
 * The same object for as long as nothing has changed; undefined where nothing is dated.
 */
export function makeTimeSource(app: App): () => TimeCounts | undefined {
  const periods = periodsOf(app.data.months);
  let counted: TimeCounts | undefined;
  let filters: Filters | undefined;
  let found: Readonly<Uint8Array> | undefined;
  return () => {
    if (periods === undefined) return undefined;
    const { themes, tags, authors, area } = app.state;
    const others = { themes, tags, authors, ...(area === undefined ? {} : { area }) };
    const isSame = filters !== undefined && sameFilters(filters, others) && found === app.found;
    if (counted === undefined || !isSame) {
      const passing = visiblePassages(app.data, others, "time");
      found = app.found;
      counted = countTimes(app.data, periods, found === undefined ? passing : both(passing, found));
      filters = others;
    }
    return counted;
  };
}

function both(one: Readonly<Uint8Array>, other: Readonly<Uint8Array>): Uint8Array {
  return Uint8Array.from(one, (passes, i) => (other[i] === 1 ? passes : 0));
}
