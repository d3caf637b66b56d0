// One live question: asks the server, listens, and hands on what arrives at most ten times a second.

import { batch, computed, effect, signal } from "@preact/signals";
import { post, remove, sentence } from "../api";
import type { Bands, Flows, Headline, Policy, Start, Window } from "../types";
import { wholeRound } from "./window";
import * as state from "./state";

const PAUSE_AFTER_A_MOVE = 40;
const BETWEEN_DRAWINGS = 100;

export type Stage = "idle" | "asking" | "running" | "done" | "stopped" | "problem";

export const id = signal("");
export const stage = signal<Stage>("idle");
export const start = signal<Start | null>(null);
export const progress = signal({ done: 0, runs: 0, share: 1 });
/** What is drawn: of how many runs, of what share of the people, added up over which months. */
export const picture = signal<{ done: number; share: number; window: Window | null }>({ done: 0, share: 1, window: null });
export const charts = signal<Bands["charts"]>({});
export const headlines = signal<Headline[]>([]);
export const places = signal<NonNullable<Bands["places"]>>({});
/** Of how many runs and what share of the people the places' medians are. */
export const placesOf = signal({ done: 0, share: 1 });
export const flows = signal<Flows>({});
export const seconds = signal(0);
export const problem = signal("");
/** What the server does before the first run, such as compiling the model. */
export const note = signal("");
/** True while what is drawn still answers the question before. */
export const stale = signal(false);

/** What the question with this id was asked with; the sliders may have moved since. */
export const asked = signal<{ fit: string; policies: Policy[] }>({ fit: "", policies: [] });
const fitOfPicture = signal("");
/** The fit that what is drawn was run with, and the chosen one while nothing is. */
export const drawnFit = computed(() => (Object.keys(charts.value).length ? fitOfPicture.value : state.fit.value));

let source: EventSource | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let busy = false;
let again = false;
let waiting: Bands | null = null;
/** The last whole round, which is not drawn yet. */
let ofPlaces: Bands | null = null;
let drawn = 0;
let frame = 0;

function draw(): void {
  frame = 0;
  const now = performance.now();
  if (!waiting) return;
  if (now - drawn < BETWEEN_DRAWINGS && stage.value === "running") {
    frame = requestAnimationFrame(draw);
    return;
  }
  const bands = waiting;
  waiting = null;
  drawn = now;
  batch(() => {
    stale.value = false;
    fitOfPicture.value = asked.value.fit;
    progress.value = { done: bands.done, runs: bands.runs, share: bands.share };
    charts.value = bands.first ? bands.charts : { ...charts.value, ...bands.charts };
    picture.value = { done: bands.done, share: bands.share, window: bands.window ?? null };
    headlines.value = bands.headlines;
    if (!ofPlaces) return;
    places.value = ofPlaces.places ?? {};
    placesOf.value = { done: ofPlaces.done, share: ofPlaces.share };
    ofPlaces = null;
  });
}

/** Messages that were not drawn yet are merged: a later one may hold changed charts only. */
function receive(bands: Bands): void {
  if (bands.places && wholeRound(bands)) ofPlaces = bands;
  waiting = waiting
    ? { ...bands, first: waiting.first || bands.first, charts: { ...waiting.charts, ...bands.charts } }
    : bands;
  if (!frame) frame = requestAnimationFrame(draw);
}

function listen(mine: string): void {
  source?.close();
  const events = new EventSource(`api/whatif/${encodeURIComponent(mine)}/events`, { withCredentials: true });
  source = events;
  const on = <T>(name: string, then: (data: T) => void) =>
    events.addEventListener(name, (event) => {
      if (mine === id.value) then(JSON.parse((event as MessageEvent<string>).data) as T);
    });
  on<Start>("start", (said) =>
    batch(() => {
      start.value = said;
      note.value = "";
      flows.value = {};
      places.value = {};
      progress.value = { done: 0, runs: said.runs, share: said.share };
      stage.value = "running";
    }));
  on<{ words: string }>("compiling", (said) => (note.value = said.words));
  on<object>("stopped", () => {
    events.close();
    stage.value = "stopped";
  });
  on<Bands>("bands", receive);
  on<Flows>("flows", (said) => (flows.value = said));
  on<{ seconds: number }>("done", (said) => {
    events.close();
    batch(() => {
      stage.value = "done";
      seconds.value = said.seconds;
    });
  });
  on<{ error: string }>("problem", (said) => {
    events.close();
    fail(said.error);
  });
  events.onerror = () => {
    // EventSource tries again by itself unless the server refused it for good.
    if (mine === id.value && events.readyState === EventSource.CLOSED && (stage.value === "running" || stage.value === "asking"))
      fail("The connection to the local server was lost. Ask again, or restart \"tumen app\".");
  };
}

function fail(words: string): void {
  batch(() => {
    stage.value = "problem";
    problem.value = words;
  });
}

async function ask(): Promise<void> {
  const scenario = state.scenario.value;
  if (!scenario) return;
  if (busy) {
    // The answer under way names the question that the next one has to replace.
    again = true;
    return;
  }
  busy = true;
  again = false;
  const replaces = id.value || undefined;
  source?.close();
  waiting = ofPlaces = null;
  batch(() => {
    stage.value = "asking";
    problem.value = "";
    note.value = "";
    stale.value = true;
  });
  const [fit, policies] = [state.fit.value, state.policies.value];
  try {
    const answer = await post<{ id: string }>("whatif", {
      scenario: scenario.name,
      beliefs: state.beliefs.value,
      fit: fit || null,
      runs: state.runs.value,
      policies,
      replaces,
    });
    batch(() => {
      id.value = answer.id;
      asked.value = { fit, policies };
    });
    if (stage.value !== "stopped" && !again) listen(answer.id);
    else if (!again) void remove(`whatif/${encodeURIComponent(answer.id)}`).catch(() => undefined);
  } catch (error) {
    if (!again) fail(sentence(error));
  } finally {
    busy = false;
  }
  if (again) void ask();
}

export function askSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void ask(), PAUSE_AFTER_A_MOVE);
}

export async function cancel(): Promise<void> {
  clearTimeout(timer);
  again = false;
  source?.close();
  stage.value = "stopped";
  if (id.value) await remove(`whatif/${encodeURIComponent(id.value)}`).catch(() => undefined);
}

/** Asks anew whenever the question changes; a new scenario first clears what was drawn. */
export function watch(): () => void {
  let last = "";
  return effect(() => {
    const scenario = state.scenario.value;
    void [state.policies.value, state.beliefs.value, state.fit.value, state.runs.value];
    if (!scenario) return;
    if (scenario.name !== last) {
      last = scenario.name;
      batch(() => {
        start.value = null;
        charts.value = {};
        headlines.value = [];
        places.value = {};
        flows.value = {};
      });
    }
    askSoon();
  });
}
