// The address and the question follow each other: what is changed becomes a step that "Back" undoes.

import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sentence } from "../api";
import { parseRoute, writeRoute } from "../route";
import { moving } from "../slider";
import * as question from "./question";
import { sameStep } from "./steps";
import { loadScenario, loadScenarios, questionRoute, route, scenario, scenarios, trouble } from "./state";
import { view, viewOf, withView } from "./view";

/** Addresses that are being read; until they are, none is written. */
let reading = 0;
/** The last step: its question, and when it was made. */
let last = { asked: "", at: -Infinity };

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
  try {
    await load();
  } catch (error) {
    trouble.value = sentence(error);
  }
  reading -= 1;
  // What the link asked for in other words, or in vain, is no step to go back to.
  if (!reading) write(true);
}

async function read(): Promise<void> {
  const next = parseRoute(location.hash);
  const before = route.peek();
  route.value = next;
  if (next.page !== "whatif" || !scenarios.peek().length || (!next.scenario && before.page !== "whatif")) return;
  if (next.scenario) view.value = viewOf(location.hash);
  const shown = scenario.peek();
  if (shown && writeRoute(next) === writeRoute(questionRoute())) return;
  await loadScenario(next.scenario || (shown ?? scenarios.peek()[0]!).name, next);
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
