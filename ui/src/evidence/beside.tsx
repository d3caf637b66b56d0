// A small plot: the range of the model's runs above, the report and what it may be off by below.

import type { Beside as Shown } from "../types";
import { holding, madeOf } from "../whatif/spread";
import { amount, bare, count, dateWords, humanise, periodNote } from "../words";
import { ticks } from "./ticks";

const WIDTH = 440;
const LEFT = 16;
const RIGHT = WIDTH - 16;
const BLUE = "#0072B2";
const RED = "#D55E00";

const number = (value: number | string | null | undefined) => (typeof value === "string" ? Date.parse(value) : value ?? null);

/** Where amounts begin and end: nought is seen, so that a small gap looks small; days keep to themselves. */
function axis(values: number[], dates: boolean): [number, number] {
  const least = Math.min(...values, ...(dates ? [] : [0]));
  const most = Math.max(...values, ...(dates ? [] : [0]));
  const span = most - least || Math.abs(least) || 1;
  return dates || least < 0 ? [least - span * 0.06, most + span * 0.06] : [0, most + span * 0.06];
}

export function Beside({ beside }: { beside: Shown }) {
  const { unit, observable, words } = beside;
  // The model beside a claim runs at default beliefs.
  const spread = madeOf("");
  const all = holding(beside.runs ?? 0).all;
  const dates = typeof beside.model.p50 === "string";
  const model = { p5: number(beside.model.p5)!, p50: number(beside.model.p50)!, p95: number(beside.model.p95)! };
  const [reported, low, high] = [number(beside.reported), number(beside.low), number(beside.high)];
  const [errorLow, errorHigh] = [number(beside.error_low), number(beside.error_high)];
  const say = (value: number, full = false) => (dates ? dateWords(new Date(value).toISOString().slice(0, 10)) : full ? amount(value, unit) : bare(value, unit));
  const values = [model.p5, model.p95, reported, low, high, errorLow, errorHigh].filter((value): value is number => value != null && Number.isFinite(value));
  const [from, to] = axis(values, dates);
  const at = (value: number) => LEFT + ((value - from) / (to - from)) * (RIGHT - LEFT);
  // An end that the report leaves open runs to the edge.
  const span = (left: number | null, right: number | null, y: number, width: number, opacity: string) =>
    <line x1={left == null ? LEFT : at(left)} x2={right == null ? RIGHT : at(right)} y1={y} y2={y} stroke={RED} stroke-width={width} opacity={opacity} />;
  const told = errorLow != null || errorHigh != null;
  const range = low != null && high != null && low !== high ? ` (${say(low)} to ${say(high)})` : "";
  return (
    <figure class="beside">
      <figcaption><b>{humanise(observable)}</b> <span class="soft">{[beside.where, periodNote(beside.period)].filter(Boolean).join(", ")}</span></figcaption>
      <svg viewBox={`0 0 ${WIDTH} 100`} role="img" aria-label={words}>
        <text x={LEFT} y="14">model, {beside.runs ? count(beside.runs, "run") : "90 % of runs"}, {spread.short}</text>
        <line x1={at(model.p5)} x2={at(model.p95)} y1="28" y2="28" stroke={BLUE} stroke-width="5" opacity=".45" />
        <circle cx={at(model.p50)} cy="28" r="5.5" fill={BLUE} />
        <text x={LEFT} y="54">reported{told && ", and the error that its grade, words and dates allow (90 %)"}</text>
        {told && span(errorLow, errorHigh, 68, 2, "1")}
        {(low != null || high != null) && low !== high && span(low, high, 68, 6, ".45")}
        {reported != null && <path d={`M${at(reported)} 61L${at(reported) + 7} 68L${at(reported)} 75L${at(reported) - 7} 68Z`} fill={RED} />}
        <line x1={LEFT} x2={RIGHT} y1="82" y2="82" stroke="#c9d0d8" />
        {dates
          ? [Math.min(...values), Math.max(...values)].map((value, end) => <text key={end} x={end ? RIGHT : LEFT} y="95" text-anchor={end ? "end" : "start"}>{say(value)}</text>)
          : ticks(from, to).map((value) => <text key={value} x={at(value)} y="95" text-anchor={at(value) < LEFT + 6 ? "start" : "middle"}>{say(value)}</text>)}
      </svg>
      <p>{words}</p>
      <p class="soft">Model {say(model.p50, true)} ({say(model.p5)} to {say(model.p95)}; {all ? "least to greatest" : "90 %"} of {beside.runs ? count(beside.runs, "run") : "runs"}){reported != null && `; reported ${say(reported, true)}${range}`}{errorLow != null && errorHigh != null && `, with its error ${say(errorLow)} to ${say(errorHigh)}`}. The model's range holds {spread.full}.</p>
    </figure>
  );
}
