import assert from "node:assert/strict";
import { test } from "node:test";
import { byYear, ends, grow, monthTime, outline, stepOf } from "../src/charts/scale";
import { pieces } from "../src/evidence/marking";
import { grouped, matches } from "../src/grouping";
import type { Band } from "../src/types";
import { withoutCycles } from "../src/whatif/graph";
import { type Label, placeLabel, project, scaleBar, viewOf } from "../src/whatif/projection";
import { moved, periodOf, withPeriod } from "../src/whatif/timeline-sums";

const band = (low: number, middle: number, high: number): Band => ({ p5: [low], p25: [low], p50: [middle], p75: [high], p95: [high] });

test("axes begin at nought, or near values that lie far above it", () => {
  assert.deepEqual(ends({ a: band(1, 2, 7) }), [0, 8]);
  assert.deepEqual(ends({ a: band(-3, 2, 7) }), [-3, 8]);
  const [low, high] = ends({ a: band(0.9, 0.92, 0.95) });
  assert.ok(low > 0.5 && low <= 0.9 && high >= 0.95);
  assert.deepEqual(ends({}), [0, 1]);
});

test("axes only grow, and their steps are round", () => {
  assert.deepEqual(grow([0, 8], [0, 6]), [0, 8]);
  assert.deepEqual(grow(null, [0, 6]), [0, 6]);
  for (const [top, step] of [[10, 2], [8, 2], [6, 1], [1.5, 0.25], [100, 20]] as const) assert.equal(stepOf([0, top]), step);
});

test("a band is one polygon without its gaps", () => {
  assert.deepEqual(outline([1, null, 3], [2, 5, 6]), [[0, 2], [2, 6], [2, 3], [0, 1]]);
});

test("monthly values stand in the middle of the month, whatever the clock's zone", () => {
  assert.equal(new Date(monthTime("2016-02")).toISOString().slice(0, 10), "2016-02-15");
});

test("years sum, average or end", () => {
  const months = ["2013-01", "2013-02", "2014-01"];
  assert.deepEqual([...byYear(months, [1, 3, null], "sum")], [["2013", 4], ["2014", null]]);
  assert.equal(byYear(months, [1, 3, 5], "mean").get("2013"), 2);
  assert.equal(byYear(months, [1, 3, 5], "last").get("2013"), 3);
});

test("flows in a circle are split at the households", () => {
  const flow = (source: string, target: string, value = 1) => ({ source, target, value, unit: "t" });
  const split = withoutCycles([flow("Market", "Households", 9), flow("Households", "Market", 2), flow("Farms", "Market"), flow("Mine", "Mine")]);
  assert.deepEqual(split.map(({ source, target }) => `${source} > ${target}`), ["Market > Households get", "Households give > Market", "Farms > Market"]);
  assert.equal(withoutCycles([flow("a", "b"), flow("b", "c"), flow("c", "a"), flow("c", "b")]).length, 4);
});

test("bars move by months and stay inside", () => {
  assert.deepEqual(moved({ from: 2, to: 5 }, "both", 90, 12), { from: 8, to: 11 });
  assert.deepEqual(moved({ from: 2, to: 5 }, "from", 9, 12), { from: 5, to: 5 });
  assert.deepEqual(moved({ from: 2, to: 5 }, "to", -9, 12), { from: 2, to: 2 });
});

test("an end that was not touched keeps its day", () => {
  const [start, end] = ["2013-01-01", "2020-12-31"];
  const measure = { kind: "lever" as const, lever: "campaign", value: 1, from: "2017-08-15", to: "2018-03-10", places: [] };
  const before = periodOf(measure.from, measure.to, start, end);
  const later = withPeriod(measure, before, { ...before, to: before.to + 1 }, start, end);
  assert.deepEqual(later, { ...measure, to: "2018-04-30" });
  assert.deepEqual(withPeriod(measure, before, { from: 0, to: 95 }, start, end), { ...measure, from: "2013-01-01", to: null });
});

test("quotes are found by code points, past emoji and Korean", () => {
  const text = "🚚 무산 ore 🚚 stops";
  assert.deepEqual(pieces(text, [{ id: "a", start: 5, end: 8 }]).map((piece) => [piece.text, piece.claim]), [["🚚 무산 ", null], ["ore", "a"], [" 🚚 stops", null]]);
  assert.deepEqual(pieces("abcd", [{ id: "a", start: 0, end: 3 }, { id: "b", start: 2, end: 9 }]).map((piece) => piece.text), ["abc", "d"]);
});

test("the map keeps distances equal in both directions", () => {
  const view = viewOf([[128, 41], [131, 43]], 720, 500);
  const middle = project(view, [129.5, 42]);
  const [east] = project(view, [130.5, 42]);
  const [, north] = project(view, [129.5, 43]);
  const across = (east - middle[0]) / (111.2 * Math.cos((42 * Math.PI) / 180));
  assert.ok(Math.abs(across - (middle[1] - north) / 111.2) < 1e-9);
  assert.ok(scaleBar(view, 150).length <= 150);
});

test("labels do not cover one another unless they must stand", () => {
  const view = viewOf([[128, 41], [131, 43]], 200, 200);
  const taken: Label[] = [{ x: 100, y: 100, width: 190, height: 190, anchor: "middle" }];
  assert.equal(placeLabel(taken, view, [100, 100], 5, 50, 12, false), null);
  assert.ok(placeLabel(taken, view, [100, 100], 5, 50, 12, true));
});

test("declarations are grouped and searched", () => {
  const one = (name: string, group: string) => ({ name, group, doc: "Fee for absence.", unit: "KPW", low: 0, high: 1, default: 0, source: "F0088" });
  assert.deepEqual(grouped([one("b", "state"), one("a", "mines")], () => "").map(({ title }) => title), ["Mines", "State"]);
  assert.ok(matches(one("absence_fee", "mines"), "ABSENCE fee f0088"));
  assert.ok(!matches(one("absence_fee", "mines"), "guard"));
});
