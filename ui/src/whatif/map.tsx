// The border on a map: places coloured by one observable, month by month.

import { useEffect, useMemo, useState } from "preact/hooks";
import { get, sentence } from "../api";
import { whileMoving } from "../slider";
import { BASELINE, dateWords, humanise } from "../words";
import { type Ground, Land, ofKind, path, pointOf, Rivers } from "./ground";
import { Legend, said, waitingWords } from "./map-legend";
import { shadesOf, valueOf } from "./map-sums";
import { names, radius } from "./names";
import { project, scaleBar, viewOf } from "./projection";
import * as question from "./question";
import { lines, scenario } from "./state";
import { FIRST_SHOWN, lineOf, look, view, wish } from "./view";

const WIDTH = 720;
const HEIGHT = 500;
const NOTHING = {};
const narrow = matchMedia("(max-width: 820px)");

export function BorderMap() {
  const asked = scenario.value!;
  const [ground, setGround] = useState<Ground | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    get<Ground>("map").then(setGround, (error) => setProblem(sentence(error)));
  }, []);
  const sheet = useMemo(
    () => viewOf([...asked.places, ...asked.crossings].filter(({ lon }) => Number.isFinite(lon)).map(({ lon, lat }) => [lon, lat]), WIDTH, HEIGHT),
    [asked]);
  const labels = useMemo(() => (ground ? names(sheet, ground, asked, narrow.matches) : []), [ground, sheet, asked]);

  const all = question.places.value;
  const known = Object.keys(all).length > 0;
  const observables = asked.map ?? Object.keys(all);
  const observable = observables.includes(view.value.observable) ? view.value.observable : observables[0] ?? "";
  const about = asked.charts.find((chart) => chart.observable === observable);
  const titleOf = (name: string) => asked.charts.find((chart) => chart.observable === name)?.title ?? humanise(name);
  const byPolicy = all[observable] ?? NOTHING;
  const policy = lineOf(view.value.mapLine, lines.value);
  const difference = view.value.difference !== "" && policy !== BASELINE;
  const months = question.start.value?.months ?? [];
  const shown = Math.max(0, months.indexOf(view.value.month || FIRST_SHOWN));
  const unit = about?.unit ?? "";
  const shades = useMemo(() => shadesOf(byPolicy, difference), [byPolicy, difference]);
  const value = (name: string) => valueOf(byPolicy, policy, name, shown, difference);
  const fill = (name: string) => shades.fill(value(name));
  const bar = scaleBar(sheet, 150);

  return (
    <section aria-labelledby="where">
      <h2 id="where">Where</h2>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <div class="choice">
        <label class="field inline">Colour
          <select value={observable} onChange={(event) => look({ observable: event.currentTarget.value })}>
            {observables.map((name) => <option key={name} value={name}>{titleOf(name)}</option>)}
          </select>
        </label>
        {lines.value.length > 1 && (
          <label class="field inline">Line
            <select value={policy} onChange={(event) => look({ mapLine: wish(event.currentTarget.value) })}>
              {lines.value.map(({ name, title }) => <option key={name} value={name}>{title}</option>)}
            </select>
          </label>
        )}
        {policy !== BASELINE && (
          <label class="check inline"><input type="checkbox" checked={difference} onChange={(event) => look({ difference: event.currentTarget.checked ? "1" : "" })} /> Difference from the baseline</label>
        )}
        <label class="field inline grow">{dateWords(months[shown]) || "Month"}
          <input type="range" min={0} max={Math.max(0, months.length - 1)} value={shown} aria-label="Month on the map" aria-valuetext={dateWords(months[shown])} {...whileMoving((text) => look({ month: months[Number(text)] ?? "" }))} />
        </label>
      </div>
      {!known && <p class="nothing" role="status">{waitingWords()}</p>}
      <div class={`mapped${question.stale.value ? " stale" : ""}`}>
        <svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Map of the border: ${titleOf(observable)}${difference ? ", difference from the baseline," : ""} in ${dateWords(months[shown])}; the table beside it gives the figures`}>
          {ground && <Land ground={ground} view={sheet} />}
          {ground && ofKind(ground, "county").map((cell) => {
            const ours = asked.places.some((place) => place.name === cell.properties.name);
            return <path key={cell.properties.name} class="county" d={path(cell, sheet)} fill={ours && known ? fill(cell.properties.name!) : "none"} />;
          })}
          {ground && <Rivers ground={ground} view={sheet} />}
          {ground && ofKind(ground, "town").filter((town) => !asked.places.some((place) => place.name === town.properties.name)).map((town) => {
            const [x, y] = project(sheet, pointOf(town));
            return <circle key={town.properties.name} class="dot" cx={x} cy={y} r={2.2} />;
          })}
          {asked.places.map((place) => {
            const [x, y] = project(sheet, [place.lon, place.lat]);
            return <circle key={place.name} class="spot" cx={x} cy={y} r={radius(place)} fill={fill(place.name)} />;
          })}
          {asked.crossings.map((crossing) => {
            const [x, y] = project(sheet, [crossing.lon, crossing.lat]);
            return <path key={crossing.name} class="gate" d={`M${x} ${y - 6}L${x + 6} ${y}L${x} ${y + 6}L${x - 6} ${y}Z`} />;
          })}
          {labels.map(({ key, label, lines: texts }) => (
            <g key={key} text-anchor={label.anchor}>
              {texts.map((text, row) => (
                <text key={row} class={text.class} font-size={text.size} x={label.x} y={label.y + (row - (texts.length - 1) / 2) * text.size * 1.2 + text.size * 0.35}>
                  {text.place ? `${text.text}  ${said(value(text.place), unit, difference)}` : text.text}
                </text>
              ))}
            </g>
          ))}
          <g class="bar-km" transform={`translate(${WIDTH - 18 - bar.length} ${HEIGHT - 16})`}>
            <path d={`M0 -5V0H${bar.length}V-5`} /><text x={bar.length / 2} y={-8} text-anchor="middle">{bar.km} km</text>
          </g>
        </svg>
        <div>
          {known && <Legend about={about} title={titleOf(observable)} asked={asked} month={months[shown]} shades={shades} value={value} difference={difference} />}
          <p class="soft">Circles by residents; diamonds are crossings, right to a few kilometres. {ground && ofKind(ground, "county").length > 0 && "Dashed cells are counties, approximate. "}{ground?.credit} Names and borders take no side.</p>
        </div>
      </div>
    </section>
  );
}
