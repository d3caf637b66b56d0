import assert from "node:assert/strict";
import { test } from "node:test";
import { beside } from "../src/charts/beside";
import { diverge, shade } from "../src/charts/palette";
import { inLines, sizeOf } from "../src/charts/sankey";
import { partsAt, reach } from "../src/charts/scale";
import type { ChartAbout } from "../src/types";
import { columnsOf, flowShown } from "../src/whatif/graph";
import { shadesOf, valueOf } from "../src/whatif/map-sums";
import { subtitle } from "../src/whatif/reach";
import { rangeWords, roughly, signedRange } from "../src/whatif/spread";
import { firstDifference, startYear, wholeRound, windowWords } from "../src/whatif/window";
import { BASELINE, monthWords } from "../src/words";

const WINDOW = { from: "2017-08-01", to: "2020-12-31" };
const MONTHS = ["2017-06", "2017-07", "2017-08", "2017-09"];

test("it is said over which months figures are added up", () => {
  assert.match(windowWords(WINDOW, "2013-01-01"), /^Added up from August 2017 to December 2020, from the first difference on;/);
  assert.equal(windowWords({ ...WINDOW, from: "2013-01-01" }, "2013-01-01"), "Added up over the whole period, January 2013 to December 2020.");
  assert.equal(monthWords("2017"), "2017");
});

test("lines part in the window's first month, or after the days that all share", () => {
  assert.equal(firstDifference(MONTHS, WINDOW, null), 2);
  assert.equal(firstDifference(MONTHS, null, "2017-06-30"), 1);
  assert.equal(firstDifference(MONTHS, null, null), 0);
  assert.equal(firstDifference(MONTHS, { ...WINDOW, from: "2022-01-01" }, null), 0);
});

test("flows begin with the first whole year after the first difference, or the map's year", () => {
  const years = ["2016", "2017", "2018"];
  assert.equal(startYear(years, WINDOW, "2013-01-01", "2016-03"), "2018");
  assert.equal(startYear(years, { ...WINDOW, from: "2017-01-01" }, "2013-01-01", "2016-03"), "2017");
  assert.equal(startYear(years, { ...WINDOW, from: "2018-05-01" }, "2013-01-01", "2016-03"), "2018");
  assert.equal(startYear(years, { ...WINDOW, from: "2013-01-01" }, "2013-01-01", "2016-03"), "2016");
  assert.equal(startYear(years, null, "2013-01-01", ""), "2018");
});

test("a rough picture of one run is no whole round", () => {
  assert.equal(wholeRound({ done: 1, runs: 1, first: true }), false);
  assert.equal(wholeRound({ done: 7, runs: 20, first: false }), false);
  assert.equal(wholeRound({ done: 1, runs: 1, first: false }), true);
});

test("few runs have no range", () => {
  const around = { p5: 1, p50: 2, p95: 3 };
  assert.deepEqual([roughly(1), roughly(4), roughly(5)], ["1 run, rough", "4 runs, rough", ""]);
  assert.deepEqual([rangeWords(around, "t", 1), rangeWords(around, "t", 20)], ["1 run, rough", "1 to 3"]);
  assert.deepEqual([signedRange(around, "t", 4), signedRange(around, "t", 5)], ["", " (+1 to +3)"]);
  const same = { p5: 7331, p50: 7332, p95: 7333 };
  assert.deepEqual([rangeWords(same, "t", 20), signedRange(same, "t", 20)], ["about the same in every run", ""]);
});

test("a chart says of which places it is, and per what time", () => {
  const about = (part: Partial<ChartAbout>) =>
    subtitle({ observable: "x", title: "X", unit: "t", over_time: "sum", over_places: "sum", doc: "", ...part }, 5);
  assert.equal(about({}), "t, all 5 places together, a month");
  assert.equal(about({ unit: "KPW/kg", over_time: "mean", over_places: "mean" }), "KPW/kg, mean of all 5 places");
  assert.equal(about({ unit: "persons", over_time: "mean" }), "persons, all 5 places together");
  assert.equal(about({ unit: "USD million", over_places: "country" }), "USD million, whole country, a month");
});

test("an explanation stands beside its chart, never on it", () => {
  const chart = { left: 400, top: 100, width: 400, height: 200 };
  assert.deepEqual(beside(chart, [300, 80], [1280, 800]), [408, 0]);
  assert.deepEqual(beside({ ...chart, left: 850 }, [300, 80], [1280, 800]), [-308, 0]);
  assert.deepEqual(beside({ ...chart, left: 16, width: 358 }, [300, 80], [390, 800]), [29, 208]);
  assert.deepEqual(beside({ ...chart, left: 16, width: 358, top: 600 }, [300, 80], [390, 800]), [29, -88]);
});

test("colours reach over the values that there are, in round numbers", () => {
  assert.deepEqual(reach([949, 1870, null, 2100]), [800, 2200]);
  assert.deepEqual(reach([2, 900]), [0, 900]);
  assert.deepEqual(reach([]), [0, 1]);
  const [low, high] = reach([5, 5]);
  assert.ok(low <= 5 && high > 5);
});

test("a place's difference from the baseline lies about a pale nought", () => {
  const all = { [BASELINE]: { Musan: [100, null, 300] }, other: { Musan: [90, 5, 340] } };
  assert.deepEqual([0, 1, 2].map((month) => valueOf(all, "other", "Musan", month, true)), [-10, null, 40]);
  assert.equal(valueOf(all, "gone", "Musan", 0, false), null);
  const { low, high, fill } = shadesOf(all, true);
  assert.deepEqual([low, high, fill(0), fill(null)], [-40, 40, diverge(0), "#fff"]);
  assert.notEqual(fill(-40), fill(40));
  assert.equal(shadesOf(all, false).fill(0), shade(0));
});

test("a policy is drawn from where it leaves the baseline", () => {
  const band = (...p50: number[]) => ({ p5: p50, p25: p50, p50, p75: p50, p95: p50 });
  assert.equal(partsAt(band(1, 2, 3), band(1, 2, 4), 0), 2);
  assert.equal(partsAt(band(1, 2, 3), band(1, 2, 3), 0), 3);
  assert.equal(partsAt(band(1, 2, 3), band(9, 2, 4), 1), 2);
  assert.equal(partsAt(undefined, band(1, 2, 3), 1), 1);
});

test("a diagram's words break between them, its amounts never", () => {
  assert.equal(inLines("Rest of the country", "92,800", 12), "Rest of the\ncountry\n92,800");
  assert.equal(inLines("State", "110", 12), "State 110");
  const flow = (value: number) => ({ source: "a", target: "b", value, unit: "USD" });
  assert.deepEqual([sizeOf([flow(2e6)]).words, sizeOf([flow(900)]).words, sizeOf([]).words], ["million USD", "USD", ""]);
});

test("flows begin with a kind of which anything flows, unless the link names one", () => {
  const byKind = { ore: [], grain: [{ source: "a", target: "b", value: 1, unit: "t" }], money: [] };
  assert.deepEqual([flowShown(byKind, ""), flowShown(byKind, "ore"), flowShown(byKind, "gold"), flowShown({ ore: [] }, ""), flowShown({}, "")], ["grain", "ore", "grain", "ore", ""]);
});

test("columns of a diagram are counted as they are drawn", () => {
  const flow = (source: string, target: string) => ({ source, target, value: 1, unit: "t" });
  assert.deepEqual(columnsOf([flow("a", "b"), flow("b", "c"), flow("a", "d"), flow("e", "c")]), { number: 3, most: 2 });
  assert.deepEqual(columnsOf([]), { number: 1, most: 1 });
});
