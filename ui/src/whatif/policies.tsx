// What someone could decide: named bundles, and the levers one by one.

import { useState } from "preact/hooks";
import { catchFocus, leaving } from "../focus";
import { grouped, matches } from "../grouping";
import { Slider } from "../slider";
import { Swatch } from "../charts/swatch";
import type { BundledPolicy, Lever, Measure } from "../types";
import { count } from "../words";
import { changeMeasures, chosen, chosenPolicy, dropPolicy, isOwn, lines, MOST_POLICIES, newPolicy, policies, rename, scenario, toggleBundle } from "./state";

function Card({ policy }: { policy: BundledPolicy }) {
  const rank = lines.value.findIndex((line) => line.name === policy.name);
  const on = rank > 0;
  const full = !on && policies.value.length >= MOST_POLICIES;
  return (
    <li class={`card${on ? " on" : ""}`}>
      <label>
        <input type="checkbox" checked={on} disabled={full} onChange={() => toggleBundle(policy.name)} />
        <b>{policy.title}</b>
        {on && <Swatch rank={rank} />}
      </label>
      <p>{policy.about}</p>
      <p class="soft">Could be decided by: {policy.who}</p>
      {policy.does_nothing && <p class="nothing">Does nothing in this scenario. {policy.why || "None of what it changes happens here."}</p>}
    </li>
  );
}

function Compared() {
  if (!policies.value.length) return <p class="soft" id="none-compared" tabIndex={-1}>Only the baseline is drawn. Choose up to {MOST_POLICIES} policies to set beside it.</p>;
  return (
    <fieldset class="compared">
      <legend>Policies compared; the marked one is edited</legend>
      {policies.value.map((policy, rank) => (
        <div key={policy.name} class="line">
          <label>
            <input type="radio" name="chosen" checked={chosen.value === policy.name} onChange={() => (chosen.value = policy.name)} />
            <Swatch rank={rank + 1} />
            {isOwn(policy) && chosen.value === policy.name
              ? <input class="title" id="policy-title" value={policy.title} aria-label="Title of this policy" maxLength={60} onChange={(event) => rename(policy.name, event.currentTarget.value || policy.title)} />
              : <span>{policy.title}</span>}
          </label>
          <button type="button" class="quiet" id={`leave-out-${rank}`} ref={leaving(`leave-out-${rank}`, `leave-out-${rank - 1}`, "none-compared")}
            aria-label={`Leave out: ${policy.title}`} onClick={() => dropPolicy(policy.name)}>×</button>
        </div>
      ))}
    </fieldset>
  );
}

const leverMeasure = (measures: Measure[] | undefined, name: string) =>
  measures?.find((measure): measure is Extract<Measure, { kind: "lever" }> => measure.kind === "lever" && measure.lever === name);

/** Sets a lever from the middle of the scenario on, or changes the value of every measure that already moves it. */
export function setLever(measures: Measure[], lever: Lever, value: number, from: string): Measure[] {
  if (!leverMeasure(measures, lever.name)) return [...measures, { kind: "lever", lever: lever.name, value, from, to: null, places: [] }];
  return measures.map((measure) => (measure.kind === "lever" && measure.lever === lever.name ? { ...measure, value } : measure));
}

function LeverSlider({ lever }: { lever: Lever }) {
  const policy = chosenPolicy.value;
  const measure = leverMeasure(policy?.measures, lever.name);
  const from = scenario.value?.events.find((event) => event.kind === "input" && event.name.includes("full ban"))?.date ?? scenario.value!.start;
  return (
    <Slider id={`lever-${lever.name}`} doc={lever.doc} unit={lever.unit} low={lever.low} high={lever.high} standard={lever.default}
      value={measure?.value ?? lever.default} source={lever.source}
      note={lever.readers.length === 0 ? "Nothing in this scenario reads it: it would do nothing." : measure ? "Dates and places: see the timeline." : undefined}
      onInput={(value) => changeMeasures((measures) => setLever(measures, lever, value, from))}
      onReset={() => changeMeasures((measures) => measures.filter((one) => !(one.kind === "lever" && one.lever === lever.name)))} />
  );
}

function Levers() {
  const [words, setWords] = useState("");
  const searched = words.trim();
  const found = (scenario.value?.levers ?? []).filter((lever) => !searched || matches(lever, searched));
  const groups = grouped(found, (lever) => lever.readers[0] ?? "other");
  const edited = chosenPolicy.value;
  return (
    <>
      <h3>Levers</h3>
      <p class="soft">{edited
        ? isOwn(edited) ? `They change "${edited.title}".` : `Moving one makes a changed copy of "${edited.title}".`
        : "Moving one starts a policy of your own."}</p>
      <label class="field">Search
        <input type="search" value={words} placeholder="levy, grain, patrol …" onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      {searched && <p class="soft" role="status">{found.length ? count(found.length, "lever") : `No lever has "${searched}" in its name or text.`}</p>}
      {groups.map(({ title, members }) => (
        <details key={title} open={searched ? true : undefined}>
          <summary>{title} <span class="soft">{members.length}</span></summary>
          {members.map((lever) => <LeverSlider key={lever.name} lever={lever} />)}
        </details>
      ))}
    </>
  );
}

export function Policies() {
  const all = scenario.value?.policies ?? [];
  return (
    <div class="panel policies">
      <p class="intro">What someone could decide. A policy never moves the baseline.</p>
      <Compared />
      {all.length > 0 && <ul class="cards">{all.map((policy) => <Card key={policy.name} policy={policy} />)}</ul>}
      <button type="button" disabled={policies.value.length >= MOST_POLICIES} onClick={() => { newPolicy(); catchFocus("policy-title"); }}>A policy of your own</button>
      {policies.value.length >= MOST_POLICIES && <p class="soft">Three policies are compared; leave one out to add another.</p>}
      <Levers />
    </div>
  );
}
