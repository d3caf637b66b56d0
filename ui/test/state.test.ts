import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, parseRoute, writeRoute } from "../src/route";

// The state reads the address of the page, and there is none here.
Object.assign(globalThis, { location: { hash: "" } });
const state = await import("../src/whatif/state");

const FOUND = {
  name: "musan", title: "Musan", policies: [{ name: "no-2371", title: "No ban", measures: [] }],
  beliefs: [], fits: [{ id: "fit-1", title: "A fit" }], levers: [], charts: [], headlines: [],
};
const answers = async () => new Response(JSON.stringify(FOUND));
globalThis.fetch = answers;

test("a link comes back as it was asked, runs and fit with it", async () => {
  const link = "#/whatif?s=musan&p=no-2371&fit=fit-1&runs=40";
  await state.loadScenario("musan", parseRoute(link));
  assert.equal(writeRoute(state.questionRoute()), link);
  assert.deepEqual(state.leftOut.value, []);
});

test("what a link could not bring is said until the next is opened", async () => {
  await state.loadScenario("musan", parseRoute("#/whatif?s=musan&p=gone&fit=fit-2"));
  assert.equal(state.leftOut.value.length, 2);
  await state.loadScenario("musan", { ...EMPTY, scenario: "musan" });
  assert.deepEqual(state.leftOut.value, []);
});

test("a fit that was made since is found", async () => {
  await state.loadScenario("musan", { ...EMPTY, scenario: "musan" });
  FOUND.fits.push({ id: "fit-3", title: "A later fit" });
  assert.ok(await state.loadScenario("musan", parseRoute("#/whatif?s=musan&fit=fit-3")));
  assert.deepEqual([state.fit.value, state.leftOut.value], ["fit-3", []]);
});

test("what is changed while a link is read is not lost without a word", async () => {
  await state.loadScenario("musan", { ...EMPTY, scenario: "musan" });
  assert.equal(state.trouble.value, "");
  const reading = state.loadScenario("musan", parseRoute("#/whatif?s=musan&fit=fit-4"));
  state.toggleBundle("no-2371");
  await reading;
  assert.deepEqual(state.policies.value, []);
  assert.match(state.trouble.value, /^What you changed while the link was being read was left out/);
});

test("a link that cannot be read changes nothing, and one overtaken says nothing", async () => {
  await state.loadScenario("musan", parseRoute("#/whatif?s=musan&p=no-2371"));
  globalThis.fetch = async () => { throw new TypeError("gone"); };
  await assert.rejects(state.loadScenario("other", parseRoute("#/whatif?s=other")), /does not answer/);
  const overtaken = state.loadScenario("other", parseRoute("#/whatif?s=other"));
  state.stopLoading();
  assert.equal(await overtaken, false);
  assert.equal(writeRoute(state.questionRoute()), "#/whatif?s=musan&p=no-2371&runs=20");
  globalThis.fetch = answers;
});

test("changed copies of a bundled policy stand side by side", async () => {
  await state.loadScenario("musan", parseRoute("#/whatif?s=musan&p=no-2371"));
  const close = { kind: "closure" as const, from: "2016-01-01", to: null };
  state.changeMeasures((measures) => [...measures, close]);
  state.toggleBundle("no-2371");
  state.changeMeasures((measures) => [...measures, close]);
  assert.deepEqual(state.policies.value.map(({ name, title }) => [name, title]), [["no-2371-changed", "No ban, changed"], ["no-2371-changed-2", "No ban, changed (2)"]]);
  assert.equal(state.chosen.value, "no-2371-changed-2");
});
