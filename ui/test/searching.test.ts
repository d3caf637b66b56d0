import assert from "node:assert/strict";
import test from "node:test";
import { holds, isOf, textOf } from "../src/evidence/searching";
import type { ClaimLine } from "../src/types";

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

const PRICE = {
  id: "S0-25", says: "5,000 won a kilogram", subject: "rice_price", value: 5000, place: "Musan", period: "2018-02-21", document: "letter", conflicts: [], echo_of: null,
} as unknown as ClaimLine;

test("commas and dots of omission part the words that are looked for", () => {
  for (const asked of ["rice, Musan, 2018 …", "RICE,MUSAN", "rice price", "rice_price", "5,000 won", "21 feb"]) assert.ok(holds(textOf(PRICE), asked), asked);
  assert.ok(!holds(textOf(PRICE), "rice, Hyesan"));
});

test("claims are narrowed to those of a kind", () => {
  assert.deepEqual(["", "numbers", "conflicts", "echoes"].map((only) => isOf(PRICE, only)), [true, true, false, false]);
});
