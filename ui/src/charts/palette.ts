// Okabe and Ito's colours, told apart also by dash and marker: the baseline first.

export const INK = "#1b2430";
export const SOFT = "#55606d";
export const LINE = "#dfe4e9";

export interface Look {
  colour: string;
  /** SVG dashes, in pixels. */
  dash: number[];
  marker: "none" | "circle" | "triangle" | "diamond";
}

export const LOOKS: Look[] = [
  { colour: "#4a5562", dash: [], marker: "none" },
  { colour: "#0072B2", dash: [7, 3], marker: "circle" },
  { colour: "#D55E00", dash: [2, 3], marker: "triangle" },
  { colour: "#009E73", dash: [10, 3, 2, 3], marker: "diamond" },
];

export function look(rank: number): Look {
  return LOOKS[Math.min(Math.max(rank, 0), LOOKS.length - 1)]!;
}

type Colour = [number, number, number];

/** Evenly darkening from paper to brown (the brief's scale), for any kind of eye and in print. */
const DARKENING: Colour[] = [[255, 255, 229], [254, 227, 145], [254, 153, 41], [204, 76, 2], [102, 37, 6]];

/** Blue for less, brown for more, pale between: told apart by any kind of eye. */
const DIVERGING: Colour[] = [[5, 72, 125], [92, 155, 203], [247, 247, 247], [227, 142, 60], [127, 59, 8]];

export function shade(part: number): string {
  return mixed(DARKENING, part);
}

/** Of a difference, from -1 to 1. */
export function diverge(part: number): string {
  return mixed(DIVERGING, (part + 1) / 2);
}

function mixed(stops: Colour[], part: number): string {
  const place = Math.min(1, Math.max(0, part)) * (stops.length - 1);
  const low = Math.min(stops.length - 2, Math.floor(place));
  const mix = stops[low]!.map((from, channel) => Math.round(from + (stops[low + 1]![channel]! - from) * (place - low)));
  return `rgb(${mix.join(",")})`;
}
