// A chart's options for ECharts: bands as polygons of their own, medians over them, dates of events.

import type { CustomSeriesOption, LineSeriesOption } from "echarts/charts";
import type { EChartsCoreOption } from "echarts/core";
import type { Band, ByPolicy, ChartAbout, HappeningEvent } from "../types";
import { amount, bare, dateWords, isShare, short } from "../words";
import { beside } from "./beside";
import { INK, LINE, look, SOFT } from "./palette";
import { dayTime, monthTime, outline, stepOf } from "./scale";

export interface Drawing {
  about: ChartAbout;
  months: string[];
  bands: ByPolicy<Band>;
  lines: { name: string; title: string }[];
  events: HappeningEvent[];
  ends: [number, number];
  /** The first month in which each policy differs; before it the baseline stands for it. */
  from: Record<string, number>;
  /** Bands of few runs would look surer than they are. */
  ranges: boolean;
}

/** Of so many policies and more, bands of 90 in 100 would cover one another. */
export const MANY_POLICIES = 3;

const startOf = ({ from }: Drawing, name: string) => from[name] ?? 0;

const since = <T>(line: T[], from: number): (T | null)[] => line.map((value, month) => (month < from ? null : value));

const FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", "Helvetica Neue", Arial, sans-serif';

function area(drawing: Drawing, name: string, rank: number, low: "p5" | "p25", high: "p75" | "p95", opacity: number): CustomSeriesOption {
  const band = drawing.bands[name]!;
  const times = drawing.months.map(monthTime);
  const from = startOf(drawing, name);
  const corners = outline(since(band[low], from), since(band[high], from));
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
    data: since(drawing.bands[name]!.p50, startOf(drawing, name)).map((value, index) => [monthTime(drawing.months[index]!), value]),
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
    if (!band || index < startOf(drawing, name)) return;
    const unit = drawing.about.unit;
    const range = drawing.ranges ? ` (${bare(band.p5[index], unit)} to ${bare(band.p95[index], unit)})` : "";
    const line = say("p", `${title}: ${amount(band.p50[index], unit)}${range}`);
    line.style.borderLeft = `3px ${rank ? "dashed" : "solid"} ${look(rank).colour}`;
  });
  const same = drawing.lines.filter(({ name }) => drawing.bands[name] && index < startOf(drawing, name));
  if (same.length) say("p", `Still the same as the baseline: ${same.map(({ title }) => title).join("; ")}.`, "soft");
  for (const event of drawing.events) if (event.date.startsWith(month)) say("p", `${dateWords(event.date)}: ${event.name}`, "soft");
  return box;
}

function areas(drawing: Drawing, shown: { name: string; rank: number }[]): CustomSeriesOption[] {
  if (!drawing.ranges) return [];
  const policies = shown.length - 1;
  const [wide, narrow] = policies > 1 ? [0.08, 0.14] : [0.14, 0.2];
  return shown.flatMap(({ name, rank }) => [
    ...(policies < MANY_POLICIES ? [area(drawing, name, rank, "p5", "p95", wide)] : []),
    area(drawing, name, rank, "p25", "p75", narrow),
  ]);
}

function besideOf(tip: HTMLElement, size: [number, number]): [number, number] {
  const chart = tip.parentElement!.getBoundingClientRect();
  return beside(chart, size, [document.documentElement.clientWidth, innerHeight]);
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
      confine: false,
      position: (_: unknown, __: unknown, dom: unknown, ___: unknown, size: { contentSize: number[] }) =>
        besideOf(dom as HTMLElement, size.contentSize as [number, number]),
      transitionDuration: 0,
      axisPointer: { type: "line", lineStyle: { color: SOFT } },
      formatter: (said: unknown) => {
        const first = (Array.isArray(said) ? said[0] : said) as { dataIndex?: number } | undefined;
        return tip(drawing, first?.dataIndex ?? 0);
      },
    },
    series: [
      marks(drawing.events),
      ...areas(drawing, shown),
      ...shown.map(({ name, rank, title }) => median(drawing, name, rank, title)),
    ],
  };
}
