import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, parseRoute, type Route, writeRoute } from "../src/route";
import type { Scenario } from "../src/types";
import { freshName, MOST_RUNS, questionOf, USUAL_RUNS } from "../src/whatif/link";
import { fits } from "../src/whatif/measures";
import { holding, madeOf, verdict } from "../src/whatif/spread";

const bundled = (name: string) => ({ name, title: `Title of ${name}`, measures: [], about: "", who: "", differs: [], does_nothing: false });
const own = (name: string) => ({ name, title: `Own ${name}`, measures: [] });
const FOUND = {
  policies: ["no-2371", "food-aid"].map(bundled),
  beliefs: [{ name: "levy_pocketed" }],
  fits: [{ id: "fit-1", title: "A fit" }],
} as unknown as Scenario;
const asked = (wish: Partial<Route>) => questionOf({ ...EMPTY, ...wish }, FOUND);

test("what a link asks for and is here is taken without a word", () => {
  const question = asked({ bundled: ["food-aid", "no-2371"], own: [own("mine")], beliefs: { levy_pocketed: 0.3 }, fit: "fit-1", runs: 40 });
  assert.deepEqual(question.policies.map(({ name }) => name), ["food-aid", "no-2371", "mine"]);
  assert.deepEqual([question.beliefs, question.fit, question.runs, question.notes], [{ levy_pocketed: 0.3 }, "fit-1", 40, []]);
  assert.deepEqual(asked({}), { policies: [], beliefs: {}, fit: "", runs: USUAL_RUNS, notes: [] });
});

test("policies keep their order, whoever made them", () => {
  const question = asked({ bundled: ["food-aid"], own: [own("no-2371-changed")], order: ["no-2371-changed", "food-aid"] });
  assert.deepEqual(question.policies.map(({ name }) => name), ["no-2371-changed", "food-aid"]);
  const route = { ...EMPTY, scenario: "musan", bundled: ["food-aid"], own: [own("a")], order: ["a", "food-aid"] };
  assert.deepEqual(parseRoute(writeRoute(route)), route);
});

test("what cannot be read is told", () => {
  assert.deepEqual(asked({ unread: ["l:donation:x"] }).notes, ['This part of the link cannot be read and was left out: "l:donation:x".']);
});

test("a fit that is not here is named, and what follows from it", () => {
  const { fit, notes } = asked({ fit: "fit-9" });
  assert.equal(fit, "");
  assert.deepEqual(notes, ['The fit "fit-9" is not in this folder: beliefs are at their defaults, and bands are luck alone.']);
  assert.match(asked({ fit: "fit-9", beliefs: { levy_pocketed: 1 } }).notes[0]!, /beliefs that the link does not set are at their defaults/);
});

test("unknown policies and beliefs are named", () => {
  const { policies, beliefs, notes } = asked({ bundled: ["no-2371", "gone", "as-it-happened"], beliefs: { luck: 1 } });
  assert.deepEqual(policies.map(({ name }) => name), ["no-2371"]);
  assert.deepEqual(beliefs, {});
  assert.deepEqual(notes, ['No policy of this scenario is called "gone"; what the link asks of it was left out.', 'This scenario has no belief called "luck"; the link\'s value was left out.']);
});

test("of more than three policies the rest is named", () => {
  const { policies, notes } = asked({ bundled: ["no-2371", "food-aid"], own: [own("a"), own("b")] });
  assert.equal(policies.length, 3);
  assert.deepEqual(notes, ['At most 3 policies are compared; left out: "Own b".']);
});

test("too many runs are cut aloud, few are kept", () => {
  assert.equal(asked({ runs: 5 }).runs, 5);
  const { runs, notes } = asked({ runs: 500 });
  assert.equal(runs, MOST_RUNS);
  assert.equal(notes.length, 1);
});

test("an own policy with the name of a bundled one is renamed", () => {
  const { policies, notes } = asked({ bundled: ["no-2371"], own: [own("no-2371"), own("no-2371")] });
  assert.deepEqual(policies.map(({ name }) => name), ["no-2371", "no-2371-own", "no-2371-own-2"]);
  assert.equal(notes.length, 2);
  const again = questionOf(parseRoute(writeRoute({ ...EMPTY, bundled: ["no-2371"], own: policies.slice(1) })), FOUND);
  assert.deepEqual([again.policies, again.notes], [policies, []]);
});

test("made names are free, and no longer than the server takes", () => {
  assert.equal(freshName("a", "changed", new Set()), "a-changed");
  assert.equal(freshName("a", "changed", new Set(["a-changed", "a-changed-2"])), "a-changed-3");
  const long = freshName("n".repeat(64), "changed", new Set());
  assert.equal(long.length, 64);
  assert.match(freshName("n".repeat(64), "changed", new Set([long])), /^n{54}-changed-2$/);
});

test("stars in a sanction's name stand for anything, and never for long", () => {
  for (const [pattern, name, said] of [
    ["*", "2371 coal", true], ["2371 *", "2371 coal", true], ["* coal", "2371 coal", true], ["2**l", "2371 coal", true], ["2371 coal", "2371 coal", true],
    ["2371", "2371 coal", false], ["*coal*2371*", "2371 coal", false], ["a*a", "a", false], ["a.b", "axb", false], ["*", "", true], ["x".repeat(121), "x".repeat(121), false],
  ] as const) assert.equal(fits(pattern, name), said, `${pattern} ~ ${name}`);
  const before = performance.now();
  assert.equal(fits("*a".repeat(59), `${"a".repeat(58)}b`), false);
  assert.ok(performance.now() - before < 100);
});

test("bands and verdicts say what they are made of", () => {
  assert.match(madeOf("").full, /^luck alone, at one set of beliefs: far too narrow/);
  assert.equal(madeOf("fit-1").full, "luck and the fit's beliefs");
  const around = { p5: -1, p95: 1 };
  assert.deepEqual([verdict(around, 20, ""), verdict(around, 20, "fit-1")], ["may be chance", "may be chance or belief"]);
  assert.deepEqual([verdict({ p5: 1, p95: 2 }, 20, ""), verdict({ p5: 1, p95: 2 }, 20, "f")], ["higher in nearly all runs, at these beliefs", "higher in nearly all runs"]);
  assert.deepEqual([verdict({ p5: -2, p95: -1 }, 20, ""), verdict({ p5: 0, p95: 0 }, 20, ""), verdict(around, 4, "")],
    ["lower in nearly all runs, at these beliefs", "the same in every run", "too few runs yet to tell"]);
  assert.deepEqual([verdict({ p5: 1, p95: 2 }, 19, ""), verdict({ p5: -2, p95: -1 }, 5, "f")], ["higher in every run, at these beliefs", "lower in every run"]);
  assert.deepEqual([5, 19, 20, 0].map((done) => holding(done).words), ["least to greatest", "least to greatest", "90 of 100", "90 of 100"]);
});
