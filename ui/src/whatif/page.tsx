// The page "What if": what one may change on the left, what follows from it on the right.

import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { leaving } from "../focus";
import { EMPTY, writeRoute } from "../route";
import { Beliefs } from "./beliefs";
import { Charts } from "./charts";
import { DiaryOfAHousehold } from "./diary";
import { Differs } from "./differs";
import { Downloads } from "./downloads";
import { Headlines } from "./headlines";
import { BorderMap } from "./map";
import { Policies } from "./policies";
import { Progress } from "./progress";
import { Sankey } from "./sankey";
import { beliefs, leftOut, policies, scenario, scenarios, trouble } from "./state";
import { Timeline } from "./timeline";
import { dateWords } from "../words";

const panel = signal<"policies" | "beliefs">("policies");

function Panels() {
  // On a narrow screen the panels are folded away until asked for.
  const [open, setOpen] = useState(false);
  const shown = panel.value;
  const choose = (next: "policies" | "beliefs") => {
    panel.value = next;
    document.getElementById(`tab-${next}`)?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") choose(shown === "policies" ? "beliefs" : "policies");
  };
  const tab = (name: "policies" | "beliefs", title: string, number: number) => (
    <button type="button" role="tab" id={`tab-${name}`} aria-selected={shown === name} aria-controls={shown === name ? `panel-${name}` : undefined} tabIndex={shown === name ? 0 : -1}
      onClick={() => { choose(name); setOpen(true); }}>{title}{number > 0 && <span class="count">{number}<span class="sr"> {name === "policies" ? "compared" : "changed"}</span></span>}</button>
  );
  return (
    <aside class={`panels${open ? " open" : ""}`} aria-label="What to change">
      <div class="tabs" role="tablist" aria-label="Policies or beliefs" onKeyDown={onKey}>
        {tab("policies", "Policies", policies.value.length)}
        {tab("beliefs", "Beliefs", Object.keys(beliefs.value).length)}
      </div>
      <button type="button" class="fold" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? "Close the panel" : "Change policies or beliefs"}</button>
      <div class="inside" role="tabpanel" id={`panel-${shown}`} aria-labelledby={`tab-${shown}`}>
        {shown === "policies" ? <Policies /> : <Beliefs />}
      </div>
    </aside>
  );
}

function Opening() {
  const asked = scenario.value!;
  const change = (name: string) => (location.hash = writeRoute({ ...EMPTY, scenario: name }));
  return (
    <div class="opening">
      <div>
        <p class="kicker">{dateWords(asked.start)} to {dateWords(asked.end)}</p>
        <h1>{asked.title}</h1>
        <p class="lead">{asked.about}</p>
      </div>
      {scenarios.value.length > 1 && (
        <label class="field">Scenario
          <select value={asked.name} onChange={(event) => change(event.currentTarget.value)}>
            {scenarios.value.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
          </select>
        </label>
      )}
      {leftOut.value.length > 0 && (
        <div class="left-out" role="alert">
          <p><b>Not all of the link could be taken over.</b></p>
          <ul>{leftOut.value.map((words) => <li key={words}>{words}</li>)}</ul>
          <button type="button" class="quiet" ref={leaving("main")} onClick={() => (leftOut.value = [])}>Close this note</button>
        </div>
      )}
      <div class="banner" role="note">
        <p><strong>A model, not a measurement.</strong> The people are synthetic; many numbers are assumptions. Trust a difference between two lines more than a level, and neither where it hangs on a belief that you would not hold: move the belief and see.</p>
      </div>
    </div>
  );
}

export function WhatIfPage() {
  if (!scenario.value) return <p class="waiting" role="status">{trouble.value ? "No scenario could be read." : "Reading the scenario …"}</p>;
  return (
    <div class="whatif">
      <Opening />
      <Panels />
      <div class="results">
        <Progress />
        <Headlines />
        <Differs />
        <Charts />
        <Timeline />
        <BorderMap />
        <Sankey />
        <DiaryOfAHousehold key={scenario.value.name} />
        <Downloads />
      </div>
    </div>
  );
}
