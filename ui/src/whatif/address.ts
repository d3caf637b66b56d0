// The address and the question follow each other: what is changed becomes a step that "Back" undoes.

import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sentence } from "../api";
import { parseRoute, writeRoute } from "../route";
import { moving } from "../slider";
import * as question from "./question";
import { sameStep } from "./steps";
import { loadScenario, loadScenarios, questionRoute, route, scenario, scenarios, stopLoading, trouble } from "./state";
import { view, viewOf, withView } from "./view";

/** Addresses that are being read; until they are, none is written. */
let reading = 0;
/** Whether the last address could not be read. */
let failed = false;
const NO_STEP = { asked: "", at: -Infinity };
/** The last step: its question, and when it was made. */
let last = NO_STEP;

function write(replace: boolean): void {
  if (!scenario.peek() || route.peek().page !== "whatif") return;
  const asked = writeRoute(questionRoute());
  const address = withView(asked, view.value);
  const now = performance.now();
  if (replace && address === location.hash) last = { asked, at: -Infinity };
  if (address === location.hash) return;
  if (replace || asked === last.asked || sameStep(last, { asked, at: now })) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  last = { asked, at: replace ? -Infinity : now };
}

async function reads(load: () => Promise<void>): Promise<void> {
  reading += 1;
  moving.value = false;
  failed = false;
  try {
    await load();
  } catch (error) {
    failed = true;
    trouble.value = sentence(error);
  }
  reading -= 1;
  if (reading) return;
  // An address that could not be read stays; the next change is a step of its own.
  if (failed) last = NO_STEP;
  // What the link asked for in other words, or in vain, is no step to go back to.
  else write(true);
}

async function read(): Promise<void> {
  const next = parseRoute(location.hash);
  const before = route.peek();
  route.value = next;
  if (next.page !== "whatif" || !scenarios.peek().length || (!next.scenario && before.page !== "whatif")) return;
  trouble.value = "";
  const look = next.scenario ? viewOf(location.hash) : view.peek();
  const shown = scenario.peek();
  const same = shown && writeRoute(next) === writeRoute(questionRoute());
  if (same) stopLoading();
  if (same || await loadScenario(next.scenario || (shown ?? scenarios.peek()[0]!).name, next)) view.value = look;
}

export function useAddress(): void {
  useEffect(() => {
    const onChange = () => void reads(read);
    // The address may have changed since this script was read.
    route.value = parseRoute(location.hash);
    addEventListener("hashchange", onChange);
    void reads(loadScenarios);
    const stopAsking = question.watch();
    const stopWriting = effect(() => {
      void [scenario.value, questionRoute(), view.value];
      if (!moving.value && !reading) write(false);
    });
    return () => {
      removeEventListener("hashchange", onChange);
      stopAsking();
      stopWriting();
    };
  }, []);
}
