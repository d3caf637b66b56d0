// How far the answer is, and the ways to stop it or to make it surer.

import { leaving } from "../focus";
import { dateWords, plain, progressWords } from "../words";
import * as question from "./question";
import { MOST_RUNS, runs, scenario } from "./state";

/** Of few people, before the runs that were asked for. */
function rough(): boolean {
  const { done, share } = question.progress.value;
  return done > 0 && question.stage.value === "running" && share < (question.start.value?.share ?? share);
}

function words(): string {
  const { done, runs: all, share } = question.progress.value;
  switch (question.stage.value) {
    case "idle": return "Nothing asked yet.";
    case "asking": return question.note.value || "Asking …";
    case "running": return done ? `${rough() ? "A first, rough picture: " : ""}${progressWords(done, all, share)}` : "Starting the first run …";
    case "done": return `${progressWords(done || all, all, share)}, in ${plain(question.seconds.value)} s`;
    case "stopped": return `Stopped after ${progressWords(done, all, share)}.`;
    case "problem": return "";
  }
}

export function Progress() {
  const stage = question.stage.value;
  const { done, runs: all } = question.progress.value;
  const live = stage === "asking" || stage === "running";
  const ended = stage === "stopped" || stage === "problem";
  const snapshot = question.start.value?.from_snapshot;
  // Spoken at the quarters only: a voice that counts every run helps no one.
  const spoken = live && done && !rough() ? `${Math.floor((4 * done) / all) * 25} % of the runs` : words();
  return (
    <div class="progress">
      <progress max={all || 1} value={stage === "asking" || rough() ? 0 : done} aria-label="Runs done" />
      <p>{words()}{snapshot && stage !== "problem" && <span class="soft"> Days up to {dateWords(snapshot)} are shared by all lines.</span>}</p>
      <p class="sr" role="status" aria-live="polite">{spoken}</p>
      <span class="buttons">
        {(live || ended) && <button type="button" ref={leaving("more-runs")} onClick={(event) => { if (event.detail < 2) void (live ? question.cancel() : question.askSoon()); }}>{live ? "Stop" : "Ask again"}</button>}
        <button type="button" id="more-runs" disabled={!scenario.value} aria-disabled={runs.value >= MOST_RUNS} onClick={() => (runs.value = Math.min(MOST_RUNS, runs.value * 2))}>
          {runs.value >= MOST_RUNS ? `${MOST_RUNS} runs, the most here` : `More runs (${Math.min(MOST_RUNS, runs.value * 2)})`}
        </button>
      </span>
      {stage === "problem" && <p class="problem" role="alert">{question.problem.value}</p>}
    </div>
  );
}
