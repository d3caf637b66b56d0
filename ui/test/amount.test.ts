import assert from "node:assert/strict";
import { test } from "node:test";
import { typedAmount } from "../src/evidence/amount";

test("a comma sets thousands apart and nothing else", () => {
  assert.deepEqual(["5200", "5,200", "-1,234,567.5", "0.5", ".5", "1e-7", "-3"].map(typedAmount), [5200, 5200, -1234567.5, 0.5, 0.5, 1e-7, -3]);
  for (const text of ["1,5", "5,20", "52,00", "5200,000", ",200", "1.5,000", "1,234,56", "0x10", "ten", "1e999", "5 200", ""]) assert.equal(typedAmount(text), null, text);
});
