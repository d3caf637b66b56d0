// A small plot: the model's 90 % of runs above, the report and its range below.

import type { Beside as Shown } from "../types";
import { madeOf } from "../whatif/spread";
import { amount, bare, count, dateWords, humanise } from "../words";

const WIDTH = 440;

export function Beside({ beside }: { beside: Shown }) {
  const { unit, observable, words } = beside;
  // The model beside a claim runs at default beliefs.
  const spread = madeOf("");
  const dates = typeof beside.model.p50 === "string";
  const number = (value: number | string | null) => (typeof value === "string" ? Date.parse(value) : value);
  const model = { p5: number(beside.model.p5)!, p50: number(beside.model.p50)!, p95: number(beside.model.p95)! };
  const [reported, low, high] = [number(beside.reported), number(beside.low), number(beside.high)];
  const say = (value: number, full = false) => (dates ? dateWords(new Date(value).toISOString().slice(0, 10)) : full ? amount(value, unit) : bare(value, unit));
  const values = [model.p5, model.p50, model.p95, reported, low, high].filter((value): value is number => value != null && Number.isFinite(value));
  const least = Math.min(...values);
  const span = Math.max(...values) - least || Math.abs(least) || 1;
  const at = (value: number) => 16 + ((value - least + span * 0.08) / (span * 1.16)) * (WIDTH - 32);
  return (
    <figure class="beside">
      <figcaption><b>{humanise(observable)}</b></figcaption>
      <svg viewBox={`0 0 ${WIDTH} 96`} role="img" aria-label={words}>
        <text x="16" y="14">model, {beside.runs ? count(beside.runs, "run") : "90 % of runs"}, {spread.short}</text>
        <line x1={at(model.p5)} x2={at(model.p95)} y1="28" y2="28" stroke="#0072B2" stroke-width="5" opacity=".45" />
        <circle cx={at(model.p50)} cy="28" r="5.5" fill="#0072B2" />
        <text x="16" y="56">reported</text>
        {low != null && high != null && <line x1={at(low)} x2={at(high)} y1="70" y2="70" stroke="#D55E00" stroke-width="5" opacity=".45" />}
        {reported != null && <path d={`M${at(reported)} 63L${at(reported) + 7} 70L${at(reported)} 77L${at(reported) - 7} 70Z`} fill="#D55E00" />}
        <line x1="16" x2={WIDTH - 16} y1="84" y2="84" stroke="#c9d0d8" />
        <text x={dates ? 16 : at(least)} y="95" text-anchor={dates ? "start" : "middle"}>{say(least)}</text>
        <text x={dates ? WIDTH - 16 : at(least + span)} y="95" text-anchor={dates ? "end" : "middle"}>{say(least + span)}</text>
      </svg>
      <p>{words}</p>
      <p class="soft">Model {say(model.p50, true)} ({say(model.p5)} to {say(model.p95)}; 90 % of {beside.runs ? count(beside.runs, "run") : "runs"}){reported != null && `; reported ${say(reported, true)}${low != null && high != null ? ` (${say(low)} to ${say(high)})` : ""}`}. The model's range holds {spread.full}.</p>
    </figure>
  );
}
