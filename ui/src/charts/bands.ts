// A chart's options for ECharts: bands as polygons of their own, medians over them, dates of events.

import type { CustomSeriesOption, LineSeriesOption } from "echarts/charts";
import type { EChartsCoreOption } from "echarts/core";
import type { Band, ByPolicy, ChartAbout, HappeningEvent } from "../types";
import { amount, bare, dateWords, isShare, short } from "../words";
import { INK, LINE, look, SOFT } from "./palette";
import { dayTime, monthTime, outline, stepOf } from "./scale";

export interface Drawing {
  about: ChartAbout;
  months: string[];
  bands: ByPolicy<Band>;
  lines: { name: string; title: string }[];
  events: HappeningEvent[];
  ends: [number, number];
}

const FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

function area(drawing: Drawing, name: string, rank: number, low: "p5" | "p25", high: "p75" | "p95", opacity: number): CustomSeriesOption {
  const band = drawing.bands[name]!;
  const times = drawing.months.map(monthTime);
  const corners = outline(band[low], band[high]);
  return {
    type: "custom",
    id: `${name}-${low}`,
    silent: true,
    clip: true,
    animation: false,
    z: 2,
    data: [[times[0]!, 0]],
    tooltip: { show: false },
    renderItem: (_, api) => ({
      type: "polygon",
      shape: { points: corners.map(([month, value]) => api.coord([times[month]!, value])) },
      style: { fill: look(rank).colour, opacity },
      silent: true,
    }),
  };
}

function median(drawing: Drawing, name: string, rank: number, title: string): LineSeriesOption {
  const { colour, dash, marker } = look(rank);
  const every = Math.ceil(drawing.months.length / 8);
  return {
    type: "line",
    id: `${name}-p50`,
    name: title,
    animation: false,
    z: 4 + rank,
    symbol: (_: unknown, params: { dataIndex: number }) =>
      marker === "none" || params.dataIndex % every !== Math.floor((every * rank) / 4) ? "none" : marker,
    symbolSize: 6,
    showSymbol: true,
    showAllSymbol: true,
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: 1.8, type: dash.length ? dash : "solid" },
    emphasis: { disabled: true },
    data: drawing.months.map((month, index) => [monthTime(month), drawing.bands[name]!.p50[index] ?? null]),
  };
}

function marks(events: HappeningEvent[]): LineSeriesOption {
  return {
    type: "line",
    id: "events",
    data: [],
    silent: true,
    animation: false,
    markLine: {
      silent: true,
      symbol: "none",
      animation: false,
      label: { show: false },
      data: events.map((event) => ({
        xAxis: dayTime(event.date),
        lineStyle: { color: "#c3cad2", width: 1, type: event.kind === "outcome" ? [3, 3] : "solid" },
      })),
    },
  };
}

/** Built as elements with text in them: no server's word is ever read as HTML, and no style attribute is parsed. */
function tip(drawing: Drawing, index: number): HTMLElement {
  const box = document.createElement("div");
  box.className = "tip";
  const say = (tag: string, text: string, name = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = name;
    box.append(element);
    return element;
  };
  const month = drawing.months[index] ?? "";
  say("b", dateWords(month));
  drawing.lines.forEach(({ name, title }, rank) => {
    const band = drawing.bands[name];
    if (!band) return;
    const unit = drawing.about.unit;
    const line = say("p", `${title}: ${amount(band.p50[index], unit)} (${bare(band.p5[index], unit)} to ${bare(band.p95[index], unit)})`);
    line.style.borderLeft = `3px ${rank ? "dashed" : "solid"} ${look(rank).colour}`;
  });
  for (const event of drawing.events) if (event.date.startsWith(month)) say("p", `${dateWords(event.date)}: ${event.name}`, "soft");
  return box;
}

export function options(drawing: Drawing): EChartsCoreOption {
  const shown = drawing.lines.map((line, rank) => ({ ...line, rank })).filter(({ name }) => drawing.bands[name]);
  const share = isShare(drawing.about.unit);
  const [low, high] = drawing.ends;
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: FONT, color: INK },
    grid: { left: 48, right: 10, top: 10, bottom: 24 },
    xAxis: {
      type: "time",
      min: dayTime(`${drawing.months[0]}-01`),
      max: dayTime(`${Number(drawing.months.at(-1)!.slice(0, 4)) + 1}-01-01`),
      axisLine: { lineStyle: { color: "#c9d0d8" } },
      axisTick: { length: 3 },
      axisLabel: { color: SOFT, fontSize: 12, hideOverlap: true, formatter: (time: number) => String(new Date(time + 864e5).getUTCFullYear()) },
      minInterval: 365 * 864e5,
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      min: low,
      max: high,
      splitNumber: 4,
      interval: stepOf(drawing.ends),
      axisLabel: { color: SOFT, fontSize: 12, formatter: (value: number) => (share ? `${bare(value, "share")} %` : short(value)) },
      splitLine: { lineStyle: { color: LINE } },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      transitionDuration: 0,
      axisPointer: { type: "line", lineStyle: { color: SOFT } },
      formatter: (said: unknown) => {
        const first = (Array.isArray(said) ? said[0] : said) as { dataIndex?: number } | undefined;
        return tip(drawing, first?.dataIndex ?? 0);
      },
    },
    series: [
      marks(drawing.events),
      ...shown.flatMap(({ name, rank }) => [
        area(drawing, name, rank, "p5", "p95", rank ? 0.13 : 0.15),
        area(drawing, name, rank, "p25", "p75", rank ? 0.2 : 0.2),
      ]),
      ...shown.map(({ name, rank, title }) => median(drawing, name, rank, title)),
    ],
  };
}
