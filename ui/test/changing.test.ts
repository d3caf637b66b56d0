import assert from "node:assert/strict";
import { test } from "node:test";
import type { Measure, Scenario } from "../src/types";
import { clashWords, dayAfter, placed } from "../src/whatif/clash";
import { sameStep } from "../src/whatif/steps";
import { withDay } from "../src/whatif/timeline-sums";
import { viewOf, withView } from "../src/whatif/view";

const ASKED = { start: "2013-01-01", end: "2020-12-31", levers: [{ name: "donation", doc: "Grain." }] } as unknown as Scenario;
const lever = (from: string, to: string | null, places: string[] = []): Measure => ({ kind: "lever", lever: "donation", value: 1, from, to, places });

test("a lever that is set already begins the day after, or is refused in a sentence", () => {
  assert.equal(dayAfter("2018-12-31"), "2019-01-01");
  assert.deepEqual(placed([lever("2017-01-01", "2018-12-31")], lever("2017-08-05", null), ASKED).measure, lever("2019-01-01", null));
  assert.deepEqual(placed([lever("2017-01-01", "2018-12-31"), lever("2019-01-01", "2019-06-30")], lever("2017-08-05", null), ASKED).measure, lever("2019-07-01", null));
  assert.match(placed([lever("2017-01-01", null)], lever("2017-08-05", null), ASKED).refusal!, /^"Grain" is set already from 1 January 2017 on\./);
  const gone: Measure = { kind: "without", change: "levies" };
  assert.match(placed([gone], gone, ASKED).refusal!, /already/);
});

test("measures clash at one place on one day alone", () => {
  assert.match(clashWords([lever("2017-01-01", "2018-12-31", ["Musan"])], lever("2018-12-31", null), ASKED), /in Musan from 1 January 2017 to 31 December 2018/);
  assert.equal(clashWords([lever("2017-01-01", "2018-12-31", ["Musan"])], lever("2018-01-01", null, ["Yonsa"]), ASKED), "");
  assert.equal(clashWords([lever("2017-01-01", "2018-12-31")], lever("2019-01-01", null), ASKED), "");
  assert.equal(clashWords([lever("2017-01-01", null)], { kind: "closure", from: "2018-01-01", to: null }, ASKED), "");
});

test("a typed last day at the scenario's end means from then on", () => {
  assert.deepEqual(withDay(lever("2017-01-01", null), "to", "2019-02-03", ASKED.end), lever("2017-01-01", "2019-02-03"));
  assert.deepEqual(withDay(lever("2017-01-01", "2018-01-01"), "to", "2020-12-31", ASKED.end), lever("2017-01-01", null));
  assert.deepEqual(withDay(lever("2017-01-01", null), "from", "2017-05-06", ASKED.end), lever("2017-05-06", null));
});

test("a key held down makes one step, a pause or another change a new one", () => {
  const step = (asked: string, at: number) => ({ asked, at });
  assert.ok(sameStep(step("#/whatif?b.x=0.59", 0), step("#/whatif?b.x=-0.6", 400)));
  assert.ok(!sameStep(step("#/whatif?b.x=0.59", 0), step("#/whatif?b.x=0.6", 1400)));
  assert.ok(!sameStep(step("#/whatif?b.x=0.59", 0), step("#/whatif?b.x=0.59&b.y=1", 100)));
});

test("a link holds the map's month and observable, and the year of the flows", () => {
  const view = { month: "2018-04", observable: "rice_price", year: "2019" };
  assert.equal(withView("#/whatif?s=musan", view), "#/whatif?s=musan&m=2018-04&map=rice_price&y=2019");
  assert.deepEqual(viewOf(withView("#/whatif", view)), view);
  assert.deepEqual(viewOf("#/whatif?m=soon&map=%3Cb%3E&y=1"), { month: "", observable: "", year: "" });
  assert.equal(withView("#/whatif", viewOf("")), "#/whatif");
});
