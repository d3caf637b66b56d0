import assert from "node:assert/strict";
import test from "node:test";
import { ticks } from "../src/evidence/ticks";

test("an axis has a few round numbers within its ends", () => {
  assert.deepEqual(ticks(0, 6950), [0, 2000, 4000, 6000]);
  assert.deepEqual(ticks(-3, 5), [-2, 0, 2, 4]);
  assert.deepEqual(ticks(0, 9000), [0, 2000, 4000, 6000, 8000]);
  assert.deepEqual(ticks(4, 4), [4]);
});
