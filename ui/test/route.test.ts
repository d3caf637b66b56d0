import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, LONGEST_SEARCH, parseRoute, type Route, writeRoute } from "../src/route";
import type { Policy } from "../src/types";

const OWN: Policy = {
  name: "own-1",
  title: "Grain | and ~ 쌀",
  measures: [
    { kind: "lever", lever: "donation", value: 600.5, from: "2017-11-01", to: "2018-12-31", places: ["Musan", "Kim Chaek"] },
    { kind: "lever", lever: "campaign", value: 0, from: "2013-01-01", to: null, places: [] },
    { kind: "instrument", match: "2371 iron_concentrate", action: "remove" },
    { kind: "instrument", match: "2270", action: "enforce", from: "2016-06-01", to: null },
    { kind: "instrument", match: "* coal", action: "exempt", from: "2016-06-01", to: null, endless: true, exemption: 0.5, quota: 0 },
    { kind: "closure", from: "2020-01-01", to: null },
    { kind: "closure", match: "Chilsong*", from: "2020-01-01", to: "2020-03-31" },
    { kind: "without", change: "homes pay for the mine" },
  ],
};

test("an address brings back its question", () => {
  const asked: Route = { ...EMPTY, scenario: "musan", bundled: ["no-2371", "food-aid"], own: [OWN], beliefs: { levy_pocketed: 0.3, courier: -2 }, fit: "f 1", runs: 40 };
  assert.deepEqual(parseRoute(writeRoute(asked)), asked);
});

test("an address is short and can be read", () => {
  const asked: Route = { ...EMPTY, scenario: "musan", bundled: ["no-2371"], beliefs: { levy_pocketed: 0.3 } };
  assert.equal(writeRoute(asked), "#/whatif?s=musan&p=no-2371&b.levy_pocketed=0.3");
});

test("pages, cases and jobs have addresses", () => {
  for (const asked of [{ ...EMPTY, page: "evidence" as const, case: "border", claim: "S0-25" }, { ...EMPTY, page: "evidence" as const, search: "rice, 2018", only: "echoes" }, { ...EMPTY, page: "runs" as const, job: "r1" }])
    assert.deepEqual(parseRoute(writeRoute(asked)), asked);
});

test("a search is cut between signs, and what no list offers is not shown", () => {
  const found = parseRoute(`#/evidence?q=${"a".repeat(LONGEST_SEARCH - 1)}${encodeURIComponent("😀😀")}&only=xyz`);
  assert.ok(found.search.endsWith("a😀"));
  assert.equal(found.only, "");
  assert.deepEqual(parseRoute(writeRoute(found)), found);
});

test("the number of runs is part of the address, where it is one", () => {
  assert.equal(writeRoute({ ...EMPTY, scenario: "musan", runs: 40 }), "#/whatif?s=musan&runs=40");
  assert.equal(parseRoute("#/whatif?runs=40").runs, 40);
  for (const text of ["0", "-3", "2.5", "many", ""]) assert.equal(parseRoute(`#/whatif?runs=${text}`).runs, 0);
});

test("nonsense in an address is left out and kept apart", () => {
  const nonsense = "#/elsewhere?b.x=many&o=&o=own-2|T|l:donation:x|q:what|c:";
  assert.deepEqual(parseRoute(nonsense), {
    ...EMPTY, own: [{ name: "own-2", title: "T", measures: [] }], unread: ["", "l:donation:x", "q:what", "c:", "b.x=many"],
  });
  assert.deepEqual(parseRoute(""), EMPTY);
});
