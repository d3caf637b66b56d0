// One editable timeline: what was given, what was reported, and the measures of the chosen policy.

import { useState } from "preact/hooks";
import { look } from "../charts/palette";
import { Swatch } from "../charts/swatch";
import { leaving } from "../focus";
import type { Measure, Scenario } from "../types";
import { dateWords, isShare, unitWord } from "../words";
import { Adding } from "./adding";
import { Bar } from "./bar";
import { clashWords } from "./clash";
import { Days } from "./days";
import { isMovable, measureTitle, measureWords, spanOf } from "./measures";
import * as question from "./question";
import { changeMeasures, chosen, chosenPolicy, lines, policies, refuse, scenario } from "./state";
import { length, monthOf, periodOf, withDay, withPeriod } from "./timeline-sums";

function Ruler({ asked }: { asked: Scenario }) {
  const months = length(asked.start, asked.end);
  const first = Number(asked.start.slice(0, 4));
  const years = Array.from({ length: Number(asked.end.slice(0, 4)) - first + 1 }, (_, rank) => first + rank);
  const at = (date: string) => ({ left: `${(Math.max(0, monthOf(date, asked.start) + (Number(date.slice(8, 10)) || 1) / 31) / months) * 100}%` });
  return (
    <div class="line ruler">
      <span class="what soft">Dates, numbered below</span>
      <div class="row" aria-hidden="true">
        {years.map((year) => <span key={year} class="year" style={at(`${year}-01-01`)}>{year}</span>)}
        {asked.events.map((event, rank) => <i key={rank} class={`mark ${event.kind}`} style={at(event.date)} title={`${rank + 1}. ${dateWords(event.date)}: ${event.name}`} />)}
      </div>
    </div>
  );
}

/** The choice that leaves several places as they are; no place is called so. */
const SEVERAL = "several";

function Value({ measure, asked, onChange }: { measure: Measure; asked: Scenario; onChange: (next: Measure) => void }) {
  if (measure.kind !== "lever") return null;
  const lever = asked.levers.find((one) => one.name === measure.lever);
  if (!lever) return null;
  const scale = isShare(lever.unit) ? 100 : 1;
  const set = (text: string) => {
    const number = Number(text) / scale;
    if (text !== "" && Number.isFinite(number)) onChange({ ...measure, value: Math.min(lever.high, Math.max(lever.low, number)) });
  };
  const where = measure.places.length > 1 ? SEVERAL : measure.places[0] ?? "";
  return (
    <span class="value">
      <input class="number" type="number" min={lever.low * scale} max={lever.high * scale} step="any" value={Number((measure.value * scale).toPrecision(6))}
        aria-label={`Value: ${measureTitle(measure, asked)}`} onChange={(event) => set(event.currentTarget.value)} />
      <span class="unit">{unitWord(lever.unit)}</span>
      {lever.places && asked.places.length > 1 && (
        <select aria-label={`Where: ${measureTitle(measure, asked)}`} value={where}
          onChange={(event) => {
            const picked = event.currentTarget.value;
            if (picked !== SEVERAL) onChange({ ...measure, places: picked ? [picked] : [] });
            // Where the change is refused, nothing is drawn anew.
            event.currentTarget.value = where;
          }}>
          <option value="">everywhere</option>
          {measure.places.length > 1 && <option value={SEVERAL}>{measure.places.join(" and ")}</option>}
          {asked.places.map((place) => <option key={place.name} value={place.name}>{place.title}</option>)}
        </select>
      )}
    </span>
  );
}

function MeasureLine({ measure, at, asked, colour }: { measure: Measure; at: number; asked: Scenario; colour: string }) {
  const { from, to } = spanOf(measure, asked);
  const period = periodOf(from, to, asked.start, asked.end);
  const title = measureTitle(measure, asked);
  const start = asked.start;
  const fixed = !isMovable(measure);
  const put = (next: Measure) => {
    const others = (chosenPolicy.value?.measures ?? []).filter((_, rank) => rank !== at);
    const clash = clashWords(others, next, asked);
    // What clashes already, as a link may have it, must be free to be moved apart in steps.
    if (clash && !clashWords(others, measure, asked)) refuse(clash);
    else changeMeasures((all) => all.map((one, rank) => (rank === at ? next : one)));
  };
  return (
    <li class="line">
      <div class="what">
        <span>{title}</span>
        <Value measure={measure} asked={asked} onChange={put} />
        <button type="button" class="quiet" id={`remove-${at}`} ref={leaving(`remove-${at - 1}`, "timeline")} aria-label={`Remove: ${title}`} onClick={() => changeMeasures((all) => all.filter((_, rank) => rank !== at))}>×</button>
      </div>
      <div>
        <Bar title={title} period={period} months={length(start, asked.end)} start={start} colour={colour} fixed={fixed}
          onMove={(after) => put(withPeriod(measure, period, after, start, asked.end))} />
        <Days title={title} from={from ?? start} to={to ?? null} start={start} end={asked.end} fixed={fixed}
          onDay={(which, day) => put(withDay(measure, which, day, asked.end))} />
      </div>
      <span class="sr">{measureWords(measure, asked)}</span>
    </li>
  );
}

function Baseline({ asked }: { asked: Scenario }) {
  const [open, setOpen] = useState(false);
  const given = [...(asked.instruments ?? []).map((one) => ({ ...one, label: one.title })), ...(asked.changes ?? []).map((one) => ({ ...one, label: one.name }))];
  if (!given.length) return null;
  const months = length(asked.start, asked.end);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>What every line is given <span class="soft">{given.length} sanctions and dated changes</span></summary>
      {open && (
        <ul>
          {given.map((one) => {
            const { from, to } = periodOf(one.from, one.to, asked.start, asked.end);
            return (
              <li key={one.name} class="line given">
                <div class="what"><span>{one.label}</span> <small>{dateWords(one.from)}{one.to ? ` to ${dateWords(one.to)}` : " on"}</small></div>
                <div class="row" aria-hidden="true"><div class="measure fixed" style={{ left: `${(from / months) * 100}%`, width: `${((to - from + 1) / months) * 100}%` }} /></div>
              </li>
            );
          })}
        </ul>
      )}
    </details>
  );
}

/** Which bars can be moved, and how; nothing of handles that are not there. */
function Handling({ measures }: { measures: Measure[] }) {
  const movable = measures.filter(isMovable).length;
  const bar = movable === measures.length ? "a bar" : "a bar with handles";
  return (
    <>
      {movable > 0 && <p class="soft">Drag {bar} or its ends; or focus an end and press the arrow keys (with Shift, a year at a time); or type the dates.</p>}
      {movable < measures.length && <p class="soft">A bar without handles has the dates of what it changes.</p>}
    </>
  );
}

/** All policies' measures in words: on paper there is no choosing one. */
function OnPaper({ asked }: { asked: Scenario }) {
  return (
    <div class="on-paper">
      {policies.value.map((policy, place) => (
        <div key={policy.name}>
          <h3><Swatch rank={place + 1} /> {policy.title}</h3>
          {policy.measures.length === 0 && <p>No measures yet.</p>}
          <ul>{policy.measures.map((measure, at) => <li key={at}>{measureWords(measure, asked)}</li>)}</ul>
        </div>
      ))}
    </div>
  );
}

export function Timeline() {
  const asked = scenario.value;
  if (!asked) return null;
  const policy = chosenPolicy.value;
  const rank = lines.value.findIndex((line) => line.name === policy?.name);
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" tabIndex={-1}>Timeline of measures</h2>
      {policy && <Handling measures={policy.measures} />}
      {question.stage.value === "problem" && policies.value.length > 0 && <p class="problem">{question.problem.value}</p>}
      {policies.value.length > 1 && (
        <div class="choice" role="group" aria-label="Whose measures">
          {policies.value.map((one, place) => (
            <button key={one.name} type="button" aria-pressed={one.name === chosen.value} onClick={() => (chosen.value = one.name)}><Swatch rank={place + 1} /> {one.title}</button>
          ))}
        </div>
      )}
      <div class="timeline">
        {policy && <p class="on-paper"><Swatch rank={rank} /> {policy.title}</p>}
        <Ruler asked={asked} />
        {policy && policy.measures.length > 0
          ? <ul aria-label={`Measures of ${policy.title}`}>{policy.measures.map((measure, at) => <MeasureLine key={at} measure={measure} at={at} asked={asked} colour={look(rank).colour} />)}</ul>
          : <p class="soft none">{policy ? `"${policy.title}" has no measures yet.` : "No policy is chosen: the baseline has no measures of yours."}</p>}
        <Baseline asked={asked} />
      </div>
      <OnPaper asked={asked} />
      <Adding />
      <details class="dates-list">
        <summary>Dates marked <span class="soft">{asked.events.length}</span></summary>
        <ol class="marks">
          {asked.events.map((event, number) => (
            <li key={number} class={event.kind}><span class="n">{number + 1}</span><b>{dateWords(event.date)}</b> {event.name}{" "}
              <span class="soft">({event.kind === "input" ? "given to the run" : "reported outcome"}){event.about && ` ${event.about}`}</span></li>
          ))}
        </ol>
      </details>
    </section>
  );
}
