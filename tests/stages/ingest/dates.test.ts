import { describe, expect, it } from "vitest";
import { calendarDate, dateFromFileName } from "../../../src/stages/ingest/dates.js";

describe("calendarDate", () => {
  it.each([
    "2015-07-08",
    " 2015-07-08 ",
    "2015/7/8",
    "2015.07.08",
    "20150708",
    "20150708T235900Z",
    "2015-07-08 12:00",
    "2015-07-08 12:00:00 -4",
    "2015-07-08T23:30:00-11:00",
    "2015-07-08T00:30:00+14:00",
    "2015-07-08T12:00:00.000Z",
    "Wed, 08 Jul 2015 23:59:59 -1100",
    "8 Jul 15 08:00 GMT",
    "8 July 2015",
    "8th of July, 2015",
    "8-Jul-2015",
    "July 8, 2015",
    "July 8th 2015 at noon",
    "Jul. 8, 2015",
    "Wednesday, July 8, 2015",
    "Wed Jul 08 2015 12:00:00 GMT+0200 (CEST)",
    "Wed Jul  8 12:00:00 2015",
    "Wed Jul  8 12:00:00 UTC 2015",
  ])("takes the day as written from %j", (text) => {
    expect(calendarDate(text)).toBe("2015-07-08");
  });

  it.each([1436356800, 1436356800000, "1436356800", "1436356800000", 20150708])(
    "reads the number %j",
    (value) => {
      expect(calendarDate(value)).toBe("2015-07-08");
    },
  );

  it.each([
    ["31/12/2015", "2015-12-31"],
    ["12/31/2015", "2015-12-31"],
    ["31.12.2015", "2015-12-31"],
    ["7/7/2015", "2015-07-07"],
    ["8 Jul 99", "1999-07-08"],
    ["2016-02-29", "2016-02-29"],
  ])("reads %j as %s", (text, date) => {
    expect(calendarDate(text)).toBe(date);
  });

  it.each([
    "7/8/2015",
    "2015-02-29",
    "2015-13-01",
    "2015-00-10",
    "0000-00-00 00:00:00",
    "2015-07-081",
    "9999-99-99",
    "soon",
    "2015",
    "",
    7,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -1436356800,
    true,
    null,
    undefined,
    {},
    "1".repeat(100_000),
  ])("finds no date in %j", (value) => {
    expect(calendarDate(value)).toBeUndefined();
  });
});

describe("dateFromFileName", () => {
  it.each([
    ["2015-07-08-lean-teams", "2015-07-08", "lean-teams"],
    ["2015_07_08 lean", "2015-07-08", "lean"],
    ["20150708-lean", "2015-07-08", "lean"],
    ["2015-07-08", "2015-07-08", ""],
  ])("splits %s", (stem, date, rest) => {
    expect(dateFromFileName(stem)).toEqual({ date, rest });
  });

  it.each(["2015-02-30-no-such-day", "lean-2015-07-08", "44.lean", "123456789", "2015-07-lean"])(
    "finds no date in %s",
    (stem) => {
      expect(dateFromFileName(stem)).toEqual({ rest: stem });
    },
  );
});
