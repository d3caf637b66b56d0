// Small multiples: one chart per observable, each with its table.

import type { EChartsType } from "echarts/core";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { MANY_POLICIES, options } from "../charts/bands";
import { Chart, loadCharts } from "../charts/chart";
import { savePng, saveSvg, withNotes } from "../charts/saving";
import { ends, grow, partsAt } from "../charts/scale";
import { Swatch } from "../charts/swatch";
import { isAssumption } from "../sources";
import type { Band, ByPolicy, ChartAbout } from "../types";
import { sentence } from "../api";
import { amount, BASELINE, count, monthWords, sampleWords } from "../words";
import { Table } from "./chart-table";
import * as question from "./question";
import { subtitle } from "./reach";
import { ENOUGH, holding, madeOf, roughly } from "./spread";
import { beliefs, lines, scenario } from "./state";
import { firstDifference } from "./window";

/** With many lines the outer bands are not drawn. */
const inner = () => lines.value.length > MANY_POLICIES;

function bandsWords(done: number): string {
  if (done > 0 && done < ENOUGH) return `${roughly(done)}: no bands yet`;
  const { all } = holding(done);
  const rough = all ? `; with ${count(done, "run")} they are rough` : "";
  const shown = inner() ? "50 of 100 runs" : all ? "50 of 100 runs, and the least to the greatest" : "50 and 90 of 100 runs";
  return `Bands hold the middle ${shown}${rough}. They hold ${madeOf(question.drawnFit.value).full}`;
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
  const draw = useRef<(() => Promise<EChartsType | null>) | null>(null);
  const [problem, setProblem] = useState("");
  const axis = useRef<{ id: string; ends: [number, number] } | null>(null);
  const bands = question.charts.value[about.observable];
  const start = question.start.value;
  const events = scenario.value!.events;
  const named = lines.value;
  const places = scenario.value!.places.length;
  const { done, share, window } = question.picture.value;
  const from = useMemo(() => {
    const first = start ? firstDifference(start.months, window, start.from_snapshot) : 0;
    return Object.fromEntries(Object.entries(bands ?? {}).map(([line, band]) => [line, line === BASELINE ? 0 : partsAt(bands![BASELINE], band, first)]));
  }, [bands, start, window]);
  const same = start && bands ? named.filter((line) => (from[line.name] ?? 0) >= start.months.length).map(({ title }) => title) : [];
  const ranges = done >= ENOUGH;
  const drawing = useMemo(() => {
    if (!bands || !start) return null;
    const id = question.id.peek();
    const now = ends(bands);
    axis.current = { id, ends: grow(axis.current?.id === id ? axis.current.ends : null, now) };
    return options({ about, months: start.months, bands, lines: named, events, ends: axis.current.ends, from, ranges });
  }, [bands, start, named, events, about, from, ranges]);

  const sheet = async () => {
    await draw.current?.();
    const drawn = figure.current?.querySelector(".chart svg") as SVGSVGElement | null;
    if (!drawn) throw new Error("The chart is not drawn yet; scroll to it and try again.");
    const key = named.map(({ title }, rank) => `${["solid", "dashed", "dotted", "dash-dot"][rank]}: ${title}`).join("; ");
    const shown = inner() ? " and 50 % bands" : holding(done).all ? ", middle 50 %, and least to greatest" : " and 50 and 90 % bands";
    const bandsOf = ranges ? shown : "";
    const hold = ranges ? ` Bands hold ${madeOf(question.drawnFit.value).full}.` : "";
    return withNotes(drawn, `${about.title}: ${subtitle(about, places)}`, [
      `Median${bandsOf} of ${count(done, "run")}, ${sampleWords(share)}.${hold} ${key}.`,
      `Tumen, scenario ${scenario.value!.name}: a model with assumptions, not a measurement. Cite: see CITATION.cff.`,
    ]);
  };
  const keep = (as: (made: SVGSVGElement, name: string) => void | Promise<void>) => {
    setProblem("");
    sheet().then((made) => as(made, name)).catch((error) => setProblem(`The chart was not saved: ${sentence(error)}`));
  };
  const name = `${scenario.value!.name}-${about.observable}`;
  return (
    <figure ref={figure} class={`${question.stale.value ? "stale" : ""}${drawing && table ? " tabled" : ""}`}>
      <figcaption><b>{about.title}</b><span>{subtitle(about, places)}</span><small>{about.doc}</small></figcaption>
      {!drawing && <div class="chart empty"><p class="soft">{question.stage.value === "problem" ? "No answer" : "Waiting for the first run …"}</p></div>}
      {drawing && !table && <Chart options={drawing} label={inWords(about, bands!)} hold={(asked) => (draw.current = asked)} />}
      {same.length > 0 && !table && <p class="same">The same as the baseline throughout: {same.join("; ")}.</p>}
      {drawing && table && <Table about={about} bands={bands!} />}
      <p class="tools">
        <button type="button" class="link" aria-label={`${table ? "Chart" : "Table"}: ${about.title}`} onClick={() => setTable(!table)}>{table ? "Chart" : "Table"}</button>
        <button type="button" class="link" disabled={!drawing || table} aria-label={`Save as SVG: ${about.title}`} onClick={() => keep(saveSvg)}>SVG</button>
        <button type="button" class="link" disabled={!drawing || table} aria-label={`Save as PNG: ${about.title}`} onClick={() => keep(savePng)}>PNG</button>
      </p>
      {problem && <p class="problem" role="alert">{problem}</p>}
    </figure>
  );
}

export function Key() {
  const many = inner();
  const { all } = holding(question.picture.value.done);
  return (
    <ul class="key" aria-label="Lines">
      {lines.value.map(({ name, title }, rank) => <li key={name}><Swatch rank={rank} />{title}</li>)}
      <li class="soft"><svg class="swatch" width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">{!many && <rect width="30" height="12" fill="#4a5562" opacity=".15" />}<rect y="3" width="30" height="6" fill="#4a5562" opacity=".2" /></svg>middle 50 %{!many && !all && " and 90 %"} of runs{!many && all && ", and least to greatest"}: {madeOf(question.drawnFit.value).short}</li>
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
  const { done, share, window } = question.picture.value;
  const start = question.start.value;
  const from = start && lines.value.length > 1 ? firstDifference(start.months, window, start.from_snapshot) : 0;
  return (
    <section aria-labelledby="over-time">
      <h2 id="over-time">Over time</h2>
      <p class="soft">Monthly values. {bandsWords(done)}{share < 1 && done ? `. People are ${sampleWords(share)}; amounts are scaled up` : ""}.{from > 0 && ` A policy is drawn from the month in which it first differs; before ${monthWords(start!.months[from])} none does.`}{assumed()}</p>
      <Key />
      <div class="charts">{all.map((about) => <One key={about.observable} about={about} />)}</div>
    </section>
  );
}
