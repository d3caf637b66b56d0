// Where names stand on the map. They hang on scenario and ground alone, so that they stay put while months pass.

import type { Place, Scenario } from "../types";
import { type Feature, type Ground, ofKind, parts, pointOf } from "./ground";
import { type Label, placeLabel, project, type View } from "./projection";

export interface Line {
  text: string;
  class: string;
  size: number;
  /** The place whose value of the month is said behind the text. */
  place?: string;
}

export interface Words {
  key: string;
  label: Label;
  lines: Line[];
}

const textWidth = (text: string, size: number) =>
  [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1 : letter === letter.toUpperCase() ? 0.64 : 0.53), 0) * size;

export function radius(place: Place): number {
  return Math.max(7, 20 * Math.sqrt(place.population / 600_000));
}

export function names(view: View, ground: Ground, asked: Scenario, narrow: boolean): Words[] {
  const taken: Label[] = [];
  const put: Words[] = [];
  const block = ([x, y]: [number, number], size: number) => taken.push({ x, y, width: size, height: size, anchor: "middle" });
  const write = (key: string, at: [number, number], gap: number, lines: Line[], must: boolean) => {
    const width = Math.max(...lines.map(({ text, size, place }) => textWidth(place ? `${text}  00.0 %` : text, size)));
    const label = placeLabel(taken, view, at, gap, width, lines.reduce((sum, { size }) => sum + size * 1.2, 0), must);
    if (label) put.push({ key, label, lines });
  };
  const at = ({ lon, lat }: { lon: number; lat: number }) => project(view, [lon, lat]);
  const grown = narrow ? 1.45 : 1;
  for (const place of asked.places) block(at(place), 2 * radius(place));
  for (const crossing of asked.crossings) block(at(crossing), 11);
  for (const place of asked.places)
    write(`p-${place.name}`, at(place), radius(place) + 5,
      [{ text: place.title, class: "place", size: 16 * grown }, { text: place.korean, class: "korean", size: 14 * grown, place: place.name }], true);
  if (!narrow)
    for (const crossing of asked.crossings)
      write(`c-${crossing.name}`, at(crossing), 9, [{ text: crossing.title.replace(" - ", "–"), class: "crossing", size: 13 }], false);
  for (const river of ofKind(ground, "river")) {
    const middle = inView(parts(river).flat().map((point) => project(view, point)), view);
    if (middle) write(`r-${river.properties.name}`, middle, 8, [{ text: `${river.properties.name} ${river.properties.name_ko ?? ""}`.trim(), class: "water", size: 13 * grown }], false);
  }
  for (const province of narrow ? [] : ofKind(ground, "province")) {
    const middle = inView(samples(province, view), view);
    if (middle) write(`v-${province.properties.name}`, middle, 0, [{ text: (province.properties.name ?? "").toUpperCase(), class: "province", size: 12 * grown }], false);
  }
  const own = new Set(asked.places.map((place) => place.name));
  for (const town of narrow ? [] : ofKind(ground, "town")) {
    const name = town.properties.name ?? "";
    const korean = town.properties.name_ko || ground.names_ko?.[name] || "";
    if (!own.has(name)) write(`t-${name}`, project(view, pointOf(town)), 6, [{ text: `${name} ${korean}`.trim(), class: "town", size: 12.5 }], false);
  }
  return put;
}

/** The point in view that lies nearest to the middle of all points in view. */
function inView(points: [number, number][], view: View): [number, number] | null {
  const seen = points.filter(([x, y]) => x > 40 && y > 20 && x < view.width - 40 && y < view.height - 20);
  if (seen.length < 4) return null;
  const [x, y] = [0, 1].map((axis) => seen.reduce((sum, point) => sum + point[axis]!, 0) / seen.length) as [number, number];
  const far = (point: [number, number]) => Math.hypot(point[0] - x, point[1] - y);
  return seen.reduce((best, point) => (far(point) < far(best) ? point : best));
}

/** A grid of points of the sheet that lie in a province. */
function samples(province: Feature, view: View): [number, number][] {
  const rings = parts(province).map((ring) => ring.map((point) => project(view, point)));
  const found: [number, number][] = [];
  for (let x = 20; x < view.width; x += 40)
    for (let y = 20; y < view.height; y += 40) if (rings.reduce((odd, ring) => odd !== crosses(ring, x, y), false)) found.push([x, y]);
  return found;
}

/** Whether a point lies in a ring: an odd number of edges to its right. */
function crosses(ring: [number, number][], x: number, y: number): boolean {
  let inside = false;
  ring.forEach(([x1, y1], at) => {
    const [x2, y2] = ring[(at + 1) % ring.length]!;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  });
  return inside;
}
