// Small multiples: one chart per observable, each with its table.

import type { EChartsType } from "echarts/core";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { options } from "../charts/bands";
import { Chart, loadCharts } from "../charts/chart";
import { savePng, saveSvg, withNotes } from "../charts/saving";
import { byYear, ends, grow } from "../charts/scale";
import { Swatch } from "../charts/swatch";
import { isAssumption } from "../sources";
import type { Band, ByPolicy, ChartAbout } from "../types";
import { amount, bare, count, plain, progressWords, sampleWords, unitWord } from "../words";
import * as question from "./question";
import { madeOf } from "./spread";
import { beliefs, lines, scenario } from "./state";

function Table({ about, bands }: { about: ChartAbout; bands: ByPolicy<Band> }) {
  const months = question.start.value?.months ?? [];
  const shown = lines.value.filter(({ name }) => bands[name]);
  const columns = shown.map(({ name }) => byYear(months, bands[name]!.p50, about.over_time));
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const how = { sum: "sums of monthly medians", mean: "means of monthly medians", last: "median of the last month" }[about.over_time];
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label={`${about.title}, table`}>
      <table>
        <caption>{about.title}, {unitWord(about.unit) || about.unit}: {how}</caption>
        <thead><tr><th scope="col">Year</th>{shown.map(({ name, title }) => <th key={name} scope="col" class="num">{title}</th>)}</tr></thead>
        <tbody>
          {years.map((year) => (
            <tr key={year}><th scope="row">{year}</th>{columns.map((column, rank) => <td key={rank} class="num">{bare(column.get(year), about.unit)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inWords(about: ChartAbout, bands: ByPolicy<Band>): string {
  const said = lines.value.filter(({ name }) => bands[name]).map(({ name, title }) => {
    const values = bands[name]!.p50.filter((value): value is number => value != null);
    return `${title}: from ${amount(values[0], about.unit)} to ${amount(values.at(-1), about.unit)}`;
  });
  return `${about.title}. ${said.join("; ")}. The table button gives the figures.`;
}

function One({ about }: { about: ChartAbout }) {
  const [table, setTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  const held = useRef<EChartsType | null>(null);
  const axis = useRef<{ id: string; ends: [number, number] } | null>(null);
  const bands = question.charts.value[about.observable];
  const start = question.start.value;
  const events = scenario.value!.events;
  const named = lines.value;
  const drawing = useMemo(() => {
    if (!bands || !start) return null;
    const id = question.id.peek();
    const now = ends(bands);
    axis.current = { id, ends: grow(axis.current?.id === id ? axis.current.ends : null, now) };
    return options({ about, months: start.months, bands, lines: named, events, ends: axis.current.ends });
  }, [bands, start, named, events, about]);

  const sheet = () => {
    // The line under the pointer is no part of the picture.
    held.current?.dispatchAction({ type: "updateAxisPointer", currTrigger: "leave" });
    held.current?.getZr().flush();
    const drawn = figure.current?.querySelector(".chart svg") as SVGSVGElement | null;
    const { runs, share, done } = question.progress.value;
    const key = named.map(({ title }, rank) => `${["solid", "dashed", "dotted", "dash-dot"][rank]}: ${title}`).join("; ");
    return drawn && withNotes(drawn, `${about.title}${unitWord(about.unit) ? `, ${unitWord(about.unit)}` : ""}`, [
      `Median and 50 and 90 % bands of ${progressWords(done, runs, share)}. Bands hold ${madeOf(question.drawnFit.value).full}. ${key}.`,
      `Tumen, scenario ${scenario.value!.name}: a model with assumptions, not a measurement. Cite: see CITATION.cff.`,
    ]);
  };
  const name = `${scenario.value!.name}-${about.observable}`;
  return (
    <figure ref={figure} class={question.stale.value ? "stale" : ""}>
      <figcaption><b>{about.title}</b>{unitWord(about.unit) && <span>{unitWord(about.unit)}</span>}<small>{about.doc}</small></figcaption>
      {!drawing && <div class="chart empty"><p class="soft">{question.stage.value === "problem" ? "No answer" : "Waiting for the first run …"}</p></div>}
      {drawing && !table && <Chart options={drawing} label={inWords(about, bands!)} hold={(chart) => (held.current = chart)} />}
      {drawing && table && <Table about={about} bands={bands!} />}
      <p class="tools">
        <button type="button" class="link" aria-label={`${table ? "Chart" : "Table"}: ${about.title}`} onClick={() => setTable(!table)}>{table ? "Chart" : "Table"}</button>
        <button type="button" class="link" disabled={!drawing || table} aria-label={`Save as SVG: ${about.title}`} onClick={() => { const made = sheet(); if (made) saveSvg(made, name); }}>SVG</button>
        <button type="button" class="link" disabled={!drawing || table} aria-label={`Save as PNG: ${about.title}`} onClick={() => { const made = sheet(); if (made) void savePng(made, name); }}>PNG</button>
      </p>
    </figure>
  );
}

export function Key() {
  return (
    <ul class="key" aria-label="Lines">
      {lines.value.map(({ name, title }, rank) => <li key={name}><Swatch rank={rank} />{title}</li>)}
      <li class="soft"><svg class="swatch" width="30" height="12" viewBox="0 0 30 12" aria-hidden="true"><rect width="30" height="12" fill="#4a5562" opacity=".15" /><rect y="3" width="30" height="6" fill="#4a5562" opacity=".2" /></svg>middle 50 % and 90 % of runs: {madeOf(question.drawnFit.value).short}</li>
      <li class="soft"><svg class="swatch" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true"><path d="M5 0V12" stroke="#7d8894" /><path d="M13 0V12" stroke="#7d8894" stroke-dasharray="3 3" /></svg>given to the run; reported outcome</li>
    </ul>
  );
}

/** How many of the beliefs that were moved rest on no source. */
function assumed(): string {
  const moved = (scenario.value?.beliefs ?? []).filter((belief) => belief.name in beliefs.value);
  const guessed = moved.filter((belief) => isAssumption(belief.source)).length;
  return guessed ? ` ${guessed} of ${count(moved.length, "belief")} moved here ${guessed > 1 ? "are assumptions" : "is an assumption"}.` : "";
}

export function Charts() {
  // The code for drawing is fetched while the server still computes.
  useEffect(() => void loadCharts(), []);
  const all = scenario.value?.charts ?? [];
  const { done, share } = question.progress.value;
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time">Over time</h2>
      <p class="soft">Monthly values. Bands hold the middle 50 and 90 of 100 runs{done > 0 && done < 20 ? `; with ${plain(done)} they are rough` : ""}. They hold {madeOf(question.drawnFit.value).full}{share < 1 && done ? `. People are ${sampleWords(share)}; amounts are scaled up` : ""}.{assumed()}</p>
      <Key />
      <div class="charts">{all.map((about) => <One key={about.observable} about={about} />)}</div>
    </section>
  );
}
