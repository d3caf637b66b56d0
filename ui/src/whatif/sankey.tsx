// Who gives what to whom in a year: ore, grain and money.

import { useMemo, useState } from "preact/hooks";
import { Chart } from "../charts/chart";
import { INK } from "../charts/palette";
import type { Flow } from "../types";
import { amount, BASELINE, humanise } from "../words";
import { withoutCycles } from "./graph";
import * as question from "./question";
import { lines } from "./state";

const COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#68727f"];

function tip(words: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "tip";
  box.textContent = words;
  return box;
}

function options(flows: Flow[]) {
  const names = [...new Set(flows.flatMap(({ source, target }) => [source, target]))];
  const unit = flows[0]?.unit ?? "";
  return {
    animation: false,
    tooltip: {
      transitionDuration: 0,
      formatter: (said: { dataType?: string; name: string; value: number; data: { source?: string; target?: string } }) =>
        tip(said.dataType === "edge" ? `${said.data.source} to ${said.data.target}: ${amount(said.value, unit)}` : `${said.name}: ${amount(said.value, unit)}`),
    },
    series: [{
      type: "sankey",
      left: 4, right: 150, top: 10, bottom: 10,
      nodeGap: 14, nodeWidth: 12,
      draggable: false,
      emphasis: { disabled: true },
      label: { color: INK, fontSize: 13 },
      lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
      data: names.map((name, rank) => ({ name, itemStyle: { color: COLOURS[rank % COLOURS.length], borderWidth: 0 } })),
      links: flows.map(({ source, target, value }) => ({ source, target, value })),
    }],
  };
}

export function Sankey() {
  const [asked, setAsked] = useState({ policy: BASELINE, year: "", what: "" });
  const [table, setTable] = useState(false);
  const all = question.flows.value;
  const policy = all[asked.policy] ? asked.policy : Object.keys(all)[0] ?? "";
  const years = Object.keys(all[policy] ?? {});
  const year = years.includes(asked.year) ? asked.year : years.at(-1) ?? "";
  const kinds = Object.keys(all[policy]?.[year] ?? {});
  const what = kinds.includes(asked.what) ? asked.what : kinds[0] ?? "";
  const raw = all[policy]?.[year]?.[what];
  const flows = useMemo(() => withoutCycles(raw ?? []), [raw]);
  const drawing = useMemo(() => options(flows), [flows]);
  const title = `${humanise(what)}, ${year}`;
  const choose = (name: keyof typeof asked, words: string, values: { value: string; title: string }[], value: string) => (
    <label class="field inline">{words}
      <select value={value} onChange={(event) => setAsked({ ...asked, [name]: event.currentTarget.value })}>
        {values.map((one) => <option key={one.value} value={one.value}>{one.title}</option>)}
      </select>
    </label>
  );
  return (
    <section aria-labelledby="flows">
      <h2 id="flows">Who gave what to whom</h2>
      {!years.length ? <p class="soft">Drawn when all runs are done.</p> : (
        <>
          <div class="choice">
            {choose("what", "What", kinds.map((kind) => ({ value: kind, title: humanise(kind) })), what)}
            {choose("year", "Year", years.map((one) => ({ value: one, title: one })), year)}
            {lines.value.length > 1 && choose("policy", "Line", lines.value.map(({ name, title: words }) => ({ value: name, title: words })), policy)}
            <button type="button" class="link" onClick={() => setTable(!table)}>{table ? "Diagram" : "Table"}</button>
          </div>
          {!flows.length && <p class="soft">Nothing moved in {year}.</p>}
          {flows.length > 0 && !table && (
            <figure class="sankey scroll" tabIndex={0} aria-label={`${title}, diagram`}>
              <Chart options={drawing} class="wide" label={`${title}: ${flows.map((flow) => `${flow.source} to ${flow.target} ${amount(flow.value, flow.unit)}`).join("; ")}`} />
            </figure>
          )}
          {flows.length > 0 && table && (
            <table>
              <caption>{title}</caption>
              <thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col" class="num">Amount</th></tr></thead>
              <tbody>{flows.map((flow) => <tr key={`${flow.source}-${flow.target}`}><td>{flow.source}</td><td>{flow.target}</td><td class="num">{amount(flow.value, flow.unit)}</td></tr>)}</tbody>
            </table>
          )}
          <p class="soft">Medians of the runs; small flows are left out. Whoever both gives and gets in a circle is drawn twice: "households give", "households get".</p>
        </>
      )}
    </section>
  );
}
