// The border on a map: places coloured by one observable, month by month.

import { useEffect, useMemo, useState } from "preact/hooks";
import { get, sentence } from "../api";
import { shade } from "../charts/palette";
import { niceTop } from "../charts/scale";
import { amount, bare, BASELINE, dateWords, humanise, isShare, unitWord } from "../words";
import { type Ground, Land, ofKind, path, pointOf, Rivers } from "./ground";
import { names, radius } from "./names";
import { project, scaleBar, viewOf } from "./projection";
import * as question from "./question";
import { lines, scenario } from "./state";

const WIDTH = 720;
const HEIGHT = 500;
const narrow = matchMedia("(max-width: 820px)");

export function BorderMap() {
  const asked = scenario.value!;
  const [ground, setGround] = useState<Ground | null>(null);
  const [problem, setProblem] = useState("");
  const [chosen, setChosen] = useState({ observable: "", policy: BASELINE });
  const [month, setMonth] = useState(-1);
  useEffect(() => {
    get<Ground>("map").then(setGround, (error) => setProblem(sentence(error)));
  }, []);
  const view = useMemo(
    () => viewOf([...asked.places, ...asked.crossings].filter(({ lon }) => Number.isFinite(lon)).map(({ lon, lat }) => [lon, lat]), WIDTH, HEIGHT),
    [asked]);
  const labels = useMemo(() => (ground ? names(view, ground, asked, narrow.matches) : []), [ground, view, asked]);

  const all = question.places.value;
  const observables = Object.keys(all);
  const observable = observables.includes(chosen.observable) ? chosen.observable : observables[0] ?? "";
  const about = asked.charts.find((chart) => chart.observable === observable);
  const byPolicy = all[observable] ?? {};
  const policy = byPolicy[chosen.policy] ? chosen.policy : BASELINE;
  const months = question.start.value?.months ?? [];
  const shown = month < 0 || month >= months.length ? Math.max(0, months.findIndex((one) => one === "2018-03")) : month;
  const unit = about?.unit ?? "";
  // One scale for all months and lines, so that colours can be compared.
  const top = niceTop(Object.values(byPolicy).reduce((most, lines) => Object.values(lines).reduce((high, line) => Math.max(high, ...line.map((one) => one ?? 0)), most), 0));
  const value = (name: string) => byPolicy[policy]?.[name]?.[shown] ?? null;
  const fill = (name: string) => { const one = value(name); return one == null ? "#fff" : shade(one / top); };
  // Long units stand in the table's caption alone.
  const said = (name: string) => (isShare(unit) ? amount(value(name), "share") : bare(value(name), unit));
  const bar = scaleBar(view, 150);

  return (
    <section aria-labelledby="where">
      <h2 id="where">Where</h2>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <div class="choice">
        <label class="field inline">Colour
          <select value={observable} onChange={(event) => setChosen({ ...chosen, observable: event.currentTarget.value })}>
            {observables.map((name) => <option key={name} value={name}>{asked.charts.find((chart) => chart.observable === name)?.title ?? humanise(name)}</option>)}
          </select>
        </label>
        {lines.value.length > 1 && (
          <label class="field inline">Line
            <select value={policy} onChange={(event) => setChosen({ ...chosen, policy: event.currentTarget.value })}>
              {lines.value.map(({ name, title }) => <option key={name} value={name}>{title}</option>)}
            </select>
          </label>
        )}
        <label class="field inline grow">{dateWords(months[shown]) || "Month"}
          <input type="range" min={0} max={Math.max(0, months.length - 1)} value={shown} aria-label="Month on the map" aria-valuetext={dateWords(months[shown])} onInput={(event) => setMonth(Number(event.currentTarget.value))} />
        </label>
      </div>
      <div class="mapped">
        <svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Map of the border: ${about?.title ?? ""} in ${dateWords(months[shown])}; the table beside it gives the figures`}>
          {ground && <Land ground={ground} view={view} />}
          {ground && ofKind(ground, "county").map((cell) => {
            const known = asked.places.some((place) => place.name === cell.properties.name);
            return <path key={cell.properties.name} class="county" d={path(cell, view)} fill={known ? fill(cell.properties.name!) : "none"} />;
          })}
          {ground && <Rivers ground={ground} view={view} />}
          {ground && ofKind(ground, "town").filter((town) => !asked.places.some((place) => place.name === town.properties.name)).map((town) => {
            const [x, y] = project(view, pointOf(town));
            return <circle key={town.properties.name} class="dot" cx={x} cy={y} r={2.2} />;
          })}
          {asked.places.map((place) => {
            const [x, y] = project(view, [place.lon, place.lat]);
            return <circle key={place.name} class="spot" cx={x} cy={y} r={radius(place)} fill={fill(place.name)} />;
          })}
          {asked.crossings.map((crossing) => {
            const [x, y] = project(view, [crossing.lon, crossing.lat]);
            return <path key={crossing.name} class="gate" d={`M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`} />;
          })}
          {labels.map(({ key, label, lines: texts }) => (
            <g key={key} text-anchor={label.anchor}>
              {texts.map((text, row) => (
                <text key={row} class={text.class} font-size={text.size} x={label.x} y={label.y + (row - (texts.length - 1) / 2) * text.size * 1.2 + text.size * 0.35}>
                  {text.place ? `${text.text}  ${said(text.place)}` : text.text}
                </text>
              ))}
            </g>
          ))}
          <g class="bar-km" transform={`translate(${WIDTH - 18 - bar.length} ${HEIGHT - 16})`}>
            <path d={`M0 -5V0H${bar.length}V-5`} /><text x={bar.length / 2} y={-8} text-anchor="middle">{bar.km} km</text>
          </g>
        </svg>
        <div>
          <table>
            <caption>{about?.title}{unitWord(unit) && `, ${unitWord(unit)}`}, {dateWords(months[shown])}; median of the runs</caption>
            <tbody>
              {asked.places.map((place) => (
                <tr key={place.name}><th scope="row"><svg class="swatch" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><circle cx="7" cy="7" r="6" fill={fill(place.name)} stroke="#1b2430" /></svg>{place.title} <span class="soft" lang="ko">{place.korean}</span></th><td class="num">{said(place.name)}</td></tr>
              ))}
            </tbody>
          </table>
          <svg class="scale" viewBox="0 0 200 28" role="img" aria-label={`Colours: from 0 to ${amount(top, unit)}`}>
            {Array.from({ length: 20 }, (_, step) => <rect key={step} x={step * 10} width="10.5" height="10" fill={shade((step + 0.5) / 20)} />)}
            <text x="0" y="25">0</text><text x="200" y="25" text-anchor="end">{isShare(unit) ? amount(top, "share") : bare(top, unit)}</text>
          </svg>
          <p class="soft">Circles by residents; diamonds are crossings, right to a few kilometres. {ground && ofKind(ground, "county").length > 0 && "Dashed cells are counties, approximate. "}{ground?.credit} Names and borders take no side.</p>
        </div>
      </div>
    </section>
  );
}
