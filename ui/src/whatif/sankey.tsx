// Who gives what to whom in a year: ore, grain and money.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Chart } from "../charts/chart";
import { sankeyOptions, sizeOf } from "../charts/sankey";
import type { Flow } from "../types";
import { amount, humanise } from "../words";
import { flowShown, withoutCycles } from "./graph";
import * as question from "./question";
import { lines, scenario } from "./state";
import { FIRST_SHOWN, lineOf, look, view, wish } from "./view";
import { startYear } from "./window";

const NOTHING: Record<string, Flow[]> = {};

/** The width that there is, so that labels are given room. */
function useWidth() {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const measurer = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width)));
    measurer.observe(box.current!);
    return () => measurer.disconnect();
  }, []);
  return [box, width] as const;
}

export function Sankey() {
  const [box, width] = useWidth();
  const [table, setTable] = useState(false);
  const all = question.flows.value;
  const line = lineOf(view.value.flowLine, lines.value);
  const policy = all[line] ? line : Object.keys(all)[0] ?? "";
  const years = Object.keys(all[policy] ?? {});
  const wished = view.value.year;
  const year = years.includes(wished) ? wished : startYear(years, question.picture.value.window, scenario.value!.start, view.value.month || FIRST_SHOWN);
  const ofYear = all[policy]?.[year] ?? NOTHING;
  const what = flowShown(ofYear, view.value.flow);
  const raw = ofYear[what];
  const flows = useMemo(() => withoutCycles(raw ?? []), [raw]);
  const drawing = useMemo(() => sankeyOptions(flows, width), [flows, width]);
  const title = `${humanise(what)}, ${sizeOf(flows).words}, ${year}`;
  const choose = (words: string, values: { value: string; title: string }[], value: string, change: (next: string) => void) => (
    <label class="field inline">{words}
      <select value={value} onChange={(event) => change(event.currentTarget.value)}>
        {values.map((one) => <option key={one.value} value={one.value}>{one.title}</option>)}
      </select>
    </label>
  );
  return (
    <section aria-labelledby="flows" ref={box}>
      <h2 id="flows">Who gave what to whom</h2>
      {!years.length ? <p class="soft">Drawn when all runs are done.</p> : (
        <>
          <div class="choice">
            {choose("What", Object.keys(ofYear).map((kind) => ({ value: kind, title: humanise(kind) })), what, (next) => look({ flow: next }))}
            {choose("Year", years.map((one) => ({ value: one, title: one })), year, (next) => look({ year: next }))}
            {lines.value.length > 1 && choose("Line", lines.value.map(({ name, title: words }) => ({ value: name, title: words })), policy, (next) => look({ flowLine: wish(next) }))}
            <button type="button" class="link" onClick={() => setTable(!table)}>{table ? "Diagram" : "Table"}</button>
          </div>
          {!flows.length && <p class="soft">Nothing moved in {year}.</p>}
          {flows.length > 0 && !table && (
            <figure class="sankey">
              <figcaption><b>{title}</b><span>{lines.value.find(({ name }) => name === policy)?.title}; behind each name what passes through it</span></figcaption>
              <Chart options={drawing.options} height={drawing.height} label={`${title}: ${flows.map((flow) => `${flow.source} to ${flow.target} ${amount(flow.value, flow.unit)}`).join("; ")}`} />
            </figure>
          )}
          {flows.length > 0 && table && (
            <table>
              <caption>{humanise(what)}, {year}</caption>
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
