import assert from "node:assert/strict";
import test from "node:test";
import { holds } from "../src/evidence/searching";

test("a search finds the beginnings of words, not their insides", () => {
  assert.ok(holds("Rice cost 5,000 won in Musan", "rice mus"));
  assert.ok(holds("S0-25 the price of rice", "S0-25"));
  assert.ok(holds("말 쌀값은 오천원", "쌀값"));
  assert.ok(!holds("Ore was priced in yuan", "rice"));
  assert.ok(!holds("Rice in Musan", "rice hyesan"));
});

test("signs in a search stand for themselves", () => {
  assert.ok(holds("a levy (monthly)", "(monthly)"));
  assert.ok(!holds("a levy", "l.vy"));
  assert.ok(holds("anything", "  "));
});
