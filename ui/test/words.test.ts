import assert from "node:assert/strict";
import { test } from "node:test";
import { amount, bare, bytes, dateWords, label, periodNote, periodWords, plain, progressWords, sampleWords, seconds, signed, signedBare, stepOf } from "../src/words";

test("numbers have three digits that mean something", () => {
  assert.deepEqual([0, 0.0123, 1234, -56.78, 12_345_678, 0.5, 999.6].map(plain), ["0", "0.0123", "1,230", "−56.8", "12.3 million", "0.5", "1,000"]);
});

test("shares are per cent, differences of shares are points", () => {
  assert.equal(amount(0.123, "share"), "12.3 %");
  assert.equal(bare(0.6, "share of trade"), "60");
  assert.equal(signed(-0.05, "share"), "−5 points");
  assert.equal(signedBare(0.05, "share"), "+5");
  assert.equal(signed(0, "t"), "no difference");
  assert.equal(amount(null, "t"), "–");
});

test("progress is said in words", () => {
  assert.equal(progressWords(7, 20, 0.002), "7 of 20 runs, a sample of 1 in 500");
  assert.equal(sampleWords(1), "everyone simulated");
});

test("dates, sizes and waits", () => {
  assert.equal(dateWords("2018-02-05"), "5 February 2018");
  assert.equal(dateWords("2018-02"), "Feb 2018");
  assert.equal(dateWords("2018"), "2018");
  assert.equal(bytes(8_400_000), "8.01 MB");
  assert.equal(seconds(130), "about 2 min left");
});

test("periods are said in words, open and unknown ones too", () => {
  assert.deepEqual(["2018-01~/2018-02", "2018", "2018-02/..", "../2018-02-05", "../..", "..", "/", ""].map(periodWords),
    ["about Jan 2018 to Feb 2018", "2018", "from Feb 2018 on", "until 5 February 2018", "unknown", "unknown", "unknown", ""]);
  assert.deepEqual(["../..", "2018"].map(periodNote), ["period unknown", "2018"]);
});

test("quarters, seasons, decades and doubts are said in words", () => {
  assert.deepEqual(["2012-35", "2009-23", "2013-33/2013-36", "201X", "2018-XX", "2018-02-XX"].map(periodWords),
    ["third quarter of 2012", "autumn 2009", "first quarter of 2013 to fourth quarter of 2013", "2010s", "2018", "Feb 2018"]);
  assert.deepEqual(["2018-03-01~/2018-03-11~", "1994~/2008-04", "2013?", "2018-02%", "../2018-02-21~"].map(periodWords),
    ["about 1 March 2018 to about 11 March 2018", "about 1994 to Apr 2008", "perhaps 2013", "perhaps about Feb 2018", "until about 21 February 2018"]);
  assert.equal(periodWords("[2017, 2018]"), "[2017, 2018]");
});

test("a declaration's first sentence is its label", () => {
  assert.equal(label("What those who let a person over lose when found out; F0640 needs more."), "What those who let a person over lose when found out");
  assert.equal(label("The '8.3' fee for a month's absence."), "The '8.3' fee for a month's absence");
});

test("slider steps are round and fine", () => {
  assert.equal(stepOf(0, 1), 0.01);
  assert.equal(stepOf(100_000, 200_000), 1000);
});
