// A chart's figures by year.

import { byYear } from "../charts/scale";
import type { Band, ByPolicy, ChartAbout } from "../types";
import { bare, unitWord } from "../words";
import * as question from "./question";
import { lines } from "./state";

export function Table({ about, bands }: { about: ChartAbout; bands: ByPolicy<Band> }) {
  const months = question.start.value?.months ?? [];
  const shown = lines.value.filter(({ name }) => bands[name]);
  const columns = shown.map(({ name }) => byYear(months, bands[name]!.p50, about.over_time));
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  const how = { sum: "sums of monthly medians", mean: "means of monthly medians", last: "median of the last month" }[about.over_time];
  return (
    <div class="years">
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
