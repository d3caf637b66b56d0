// The shell: a title, three tabs, one page at a time.

import { EvidencePage } from "./evidence/page";
import { leaving } from "./focus";
import type { Page } from "./route";
import { RunsPage } from "./runs/page";
import { useAddress } from "./whatif/address";
import { WhatIfPage } from "./whatif/page";
import { go, route, trouble } from "./whatif/state";

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
          <button type="button" class="quiet" ref={leaving("main")} onClick={() => (trouble.value = "")}>Close</button>
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
