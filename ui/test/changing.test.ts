import assert from "node:assert/strict";
import { test } from "node:test";
import type { Measure, Scenario } from "../src/types";
import { clashWords, dayAfter, placed } from "../src/whatif/clash";
import { isMovable, measureTitle, measureWords, spanOf } from "../src/whatif/measures";
import { sameStep } from "../src/whatif/steps";
import { withDay, withPeriod } from "../src/whatif/timeline-sums";
import { lineOf, viewOf, wish, withView } from "../src/whatif/view";
import { BASELINE } from "../src/words";

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

test("a line that is not drawn gives way to the baseline, which no link names", () => {
  assert.deepEqual([lineOf("no-2371", [{ name: "no-2371" }]), lineOf("gone", []), lineOf("", [])], ["no-2371", BASELINE, BASELINE]);
  assert.deepEqual([wish(BASELINE), wish("own-1")], ["", "own-1"]);
});

const BAN = (name: string, title: string) => ({ name: `2270 ${name}`, title: `Resolution 2270: ${title}`, from: "2016-04-05", to: "2017-08-14" });
const BANNED = { ...ASKED, instruments: [BAN("iron_concentrate", "iron ore"), BAN("coal", "coal")], changes: [] } as unknown as Scenario;
const sanction = (more: object = {}): Measure => ({ kind: "instrument", match: "2270 *", action: "enforce", ...more });

test("a sanction without an end is shown to hold to the end, under its title", () => {
  assert.deepEqual(spanOf(sanction(), BANNED), { from: "2016-04-05", to: "2017-08-14" });
  assert.deepEqual(spanOf(sanction({ endless: true }), BANNED), { from: "2016-04-05", to: null });
  assert.equal(measureTitle(sanction({ endless: true }), BANNED), "Resolution 2270: iron ore, coal: goes on without an end");
  assert.equal(measureWords(sanction({ endless: true }), BANNED), "Resolution 2270: iron ore, coal: goes on without an end, 5 April 2016 and from then on");
  assert.equal(measureTitle(sanction({ match: "1718 *" }), BANNED), 'Sanctions "1718 *": carried out');
  const many = { ...BANNED, instruments: [..."abcde"].map((name) => BAN(name, name)) } as unknown as Scenario;
  assert.equal(measureTitle(sanction(), many), "Resolution 2270 (5 sanctions): carried out");
});

test("only measures with dates of their own have handles; a sanction moved to the far end stays endless", () => {
  assert.deepEqual([sanction({ endless: true }), sanction({ from: "2017-01-01" }), lever("2017-01-01", null)].map(isMovable), [false, true, true]);
  const moved = withDay(sanction({ from: "2017-01-01", to: "2018-01-01" }), "to", ASKED.end, ASKED.end);
  assert.deepEqual(moved, sanction({ from: "2017-01-01", to: null, endless: true }));
  assert.deepEqual(withDay(moved, "to", "2019-01-01", ASKED.end), sanction({ from: "2017-01-01", to: "2019-01-01" }));
  const later = withPeriod(sanction({ from: "2017-01-01" }), { from: 48, to: 55 }, { from: 49, to: 55 }, ASKED.start, ASKED.end);
  assert.deepEqual(later, sanction({ from: "2017-02-01" }));
});

test("a key held down makes one step, a pause or another change a new one", () => {
  const step = (asked: string, at: number) => ({ asked, at });
  assert.ok(sameStep(step("#/whatif?b.x=0.59", 0), step("#/whatif?b.x=-0.6", 400)));
  assert.ok(!sameStep(step("#/whatif?b.x=0.59", 0), step("#/whatif?b.x=0.6", 1400)));
  assert.ok(!sameStep(step("#/whatif?b.x=0.59", 0), step("#/whatif?b.x=0.59&b.y=1", 100)));
});

test("a link holds what is looked at: map, flows and diary", () => {
  const seen = { ...viewOf(""), month: "2018-04", observable: "rice_price", year: "2019" };
  assert.equal(withView("#/whatif?s=musan", seen), "#/whatif?s=musan&m=2018-04&map=rice_price&y=2019");
  const all = { ...seen, mapLine: "no-2371", difference: "1", flow: "grain", flowLine: "a & b", household: "712", diaryFrom: "2018-02-01", diaryLine: "own-1" };
  for (const view of [seen, all]) assert.deepEqual(viewOf(withView("#/whatif", view)), view);
  assert.deepEqual(viewOf("#/whatif?m=soon&map=%3Cb%3E&y=1&md=2&flow=%3C&h=-1&hd=then"), viewOf(""));
  assert.equal(viewOf("#/whatif?hd=2018-02-28").diaryFrom, "2018-02-28");
  for (const day of ["2018-02-30", "2018-99-99"]) assert.equal(viewOf(`#/whatif?hd=${day}`).diaryFrom, "");
  assert.equal(withView("#/whatif", viewOf("")), "#/whatif");
});
