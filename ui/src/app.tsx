// The shell: a title, three tabs, one page at a time.

import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { sentence } from "./api";
import { EvidencePage } from "./evidence/page";
import { type Page, parseRoute, writeRoute } from "./route";
import { RunsPage } from "./runs/page";
import { WhatIfPage } from "./whatif/page";
import * as question from "./whatif/question";
import { go, loadScenario, loadScenarios, questionRoute, route, scenario, scenarios, trouble } from "./whatif/state";

const TABS: { page: Page; title: string }[] = [
  { page: "whatif", title: "What if" },
  { page: "evidence", title: "Evidence" },
  { page: "runs", title: "Runs" },
];

function Tabs() {
  const shown = route.value.page;
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (TABS.findIndex((tab) => tab.page === shown) + step + TABS.length) % TABS.length;
    go({ page: TABS[next]!.page });
    document.getElementById(`tab-${TABS[next]!.page}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Pages" onKeyDown={onKey}>
      {TABS.map(({ page, title }) => (
        <button key={page} type="button" role="tab" id={`tab-${page}`} aria-selected={page === shown} aria-controls="page"
          tabIndex={page === shown ? 0 : -1} onClick={() => go({ page })}>{title}</button>
      ))}
    </div>
  );
}

function useAddress() {
  useEffect(() => {
    const read = () => {
      const next = parseRoute(location.hash);
      const before = route.peek();
      route.value = next;
      if (next.page !== "whatif" || !scenarios.peek().length || (!next.scenario && before.page !== "whatif")) return;
      const shown = scenario.peek();
      if (shown && writeRoute(next) === writeRoute(questionRoute())) return;
      const name = next.scenario || (shown ?? scenarios.peek()[0]!).name;
      loadScenario(name, next).catch((error) => (trouble.value = sentence(error)));
    };
    // The address may have changed since this script was read.
    route.value = parseRoute(location.hash);
    addEventListener("hashchange", read);
    void loadScenarios();
    const stopAsking = question.watch();
    // Moves of a slider replace the address; they are no steps to go back through.
    const stopWriting = effect(() => {
      if (!scenario.value || route.value.page !== "whatif") return;
      const address = writeRoute(questionRoute());
      if (address !== location.hash) history.replaceState(null, "", address);
    });
    return () => {
      removeEventListener("hashchange", read);
      stopAsking();
      stopWriting();
    };
  }, []);
}

export function App() {
  useAddress();
  const page = route.value.page;
  return (
    <>
      <header class="top">
        <div class="bar">
          <p class="brand">Tumen</p>
          <Tabs />
        </div>
      </header>
      {trouble.value && (
        <div class="problem" role="alert">
          <p>{trouble.value}</p>
          <button type="button" class="quiet" onClick={() => (trouble.value = "")}>Close</button>
        </div>
      )}
      <main id="main" tabIndex={-1}>
        <div role="tabpanel" id="page" aria-labelledby={`tab-${page}`}>
          {page === "whatif" && <WhatIfPage />}
          {page === "evidence" && <EvidencePage />}
          {page === "runs" && <RunsPage />}
        </div>
      </main>
      <footer>
        <p>
          A model, not a measurement: synthetic people, rules with assumptions, thin evidence. Not a forecast, and no evidence of
          what anyone did. Everything runs on this computer; nothing is sent anywhere.
        </p>
      </footer>
    </>
  );
}
