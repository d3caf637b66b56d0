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
globalThis.fetch = async () => new Response(JSON.stringify(FOUND));

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

test("changed copies of a bundled policy stand side by side", async () => {
  await state.loadScenario("musan", parseRoute("#/whatif?s=musan&p=no-2371"));
  const close = { kind: "closure" as const, from: "2016-01-01", to: null };
  state.changeMeasures((measures) => [...measures, close]);
  state.toggleBundle("no-2371");
  state.changeMeasures((measures) => [...measures, close]);
  assert.deepEqual(state.policies.value.map(({ name, title }) => [name, title]), [["no-2371-changed", "No ban, changed"], ["no-2371-changed-2", "No ban, changed (2)"]]);
  assert.equal(state.chosen.value, "no-2371-changed-2");
});
