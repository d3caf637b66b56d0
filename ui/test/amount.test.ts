import assert from "node:assert/strict";
import { test } from "node:test";
import { typedAmount, typedRange } from "../src/evidence/amount";

test("a comma sets thousands apart and nothing else", () => {
  assert.deepEqual(["5200", "5,200", "-1,234,567.5", "0.5", ".5", "1e-7", "-3"].map(typedAmount), [5200, 5200, -1234567.5, 0.5, 0.5, 1e-7, -3]);
  for (const text of ["1,5", "5,20", "52,00", "5200,000", ",200", "1.5,000", "1,234,56", "0x10", "ten", "1e999", "5 200", ""]) assert.equal(typedAmount(text), null, text);
});

test("a range is typed with a word or a dash between its ends", () => {
  for (const text of ["5000-6000", "5,000 - 6,000", "5,000 to 6,000", "5000–6000", "5000 — 6000"]) assert.deepEqual(typedRange(text), { low: 5000, high: 6000 }, text);
  assert.deepEqual(typedRange("-3 to -1.5"), { low: -3, high: -1.5 });
  for (const text of ["5000", "6000-5000", "5000-5000", "1,5-2", "5000-6000-7000", "1e-7", "-3", "to 6000", ""]) assert.equal(typedRange(text), null, text);
});
