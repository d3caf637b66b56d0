// A diagram of flows for ECharts: every holder with its name and amount, in room enough for both.

import type { Flow } from "../types";
import { amount, plain } from "../words";
import { columnsOf } from "../whatif/graph";
import { INK } from "./palette";

const COLOURS = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#68727f"];
const NODE = 12;

function tip(words: string): HTMLElement {
  const box = document.createElement("div");
  box.className = "tip";
  box.textContent = words;
  return box;
}

/** Words in lines of at most so many letters; a number is never broken. */
export function inLines(name: string, number: string, letters: number): string {
  const lines = [""];
  for (const word of [...name.split(" "), number]) {
    const line = lines.at(-1)!;
    if (line && line.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.join("\n");
}

/** One size for all amounts of a diagram, so that the unit is said once. */
export function sizeOf(flows: Flow[]): { times: number; words: string } {
  const most = Math.max(0, ...flows.map(({ value }) => value));
  const unit = flows[0]?.unit ?? "";
  if (most >= 1e9) return { times: 1e-9, words: `billion ${unit}` };
  return most >= 1e6 ? { times: 1e-6, words: `million ${unit}` } : { times: 1, words: unit };
}

/** Pixels for labels: words break rather than run into the next column. */
function room(flows: Flow[], names: string[], width: number) {
  const { number, most } = columnsOf(flows);
  const size = width < 600 ? 11.5 : 13;
  const right = Math.round(Math.min(170, width * 0.25));
  const between = number > 1 ? (width - right - NODE - 4) / (number - 1) - NODE : width;
  const letters = Math.max(5, Math.floor((Math.min(between, right) - 10) / (size * 0.54)));
  const rows = Math.max(1, ...names.map((name) => inLines(name, "0.000", letters).split("\n").length));
  const high = Math.ceil(rows * size * 1.2);
  return { size, right, letters, high, height: Math.max(260, most * (high + 6) + 190) };
}

export function sankeyOptions(flows: Flow[], width: number) {
  const names = [...new Set(flows.flatMap(({ source, target }) => [source, target]))];
  const unit = flows[0]?.unit ?? "";
  const { times } = sizeOf(flows);
  const { size, right, letters, high, height } = room(flows, names, width);
  const options = {
    animation: false,
    tooltip: {
      transitionDuration: 0,
      confine: true,
      formatter: (said: { dataType?: string; name: string; value: number; data: { source?: string; target?: string } }) =>
        tip(said.dataType === "edge" ? `${said.data.source} to ${said.data.target}: ${amount(said.value, unit)}` : `${said.name}: ${amount(said.value, unit)}`),
    },
    series: [{
      type: "sankey",
      left: 4, right, top: high / 2 + 2, bottom: high / 2 + 2,
      nodeGap: high + 4, nodeWidth: NODE,
      draggable: false,
      emphasis: { disabled: true },
      label: {
        color: INK, fontSize: size, lineHeight: Math.round(size * 1.2),
        textBorderColor: "#fff", textBorderWidth: 2.5,
        formatter: ({ name, value }: { name: string; value: number }) => inLines(name, plain(value * times), letters),
      },
      lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
      data: names.map((name, rank) => ({ name, itemStyle: { color: COLOURS[rank % COLOURS.length], borderWidth: 0 } })),
      links: flows.map(({ source, target, value }) => ({ source, target, value })),
    }],
  };
  return { options, height };
}
