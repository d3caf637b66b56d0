// Longitude and latitude on a sheet: equal distances along meridians and along the middle parallel.

export interface View {
  width: number;
  height: number;
  scale: number;
  lon: number;
  lat: number;
}

const RADIANS = Math.PI / 180;
const KM_PER_DEGREE = 111.2;

/** The view that holds all points with a margin, in a sheet of this size. */
export function viewOf(points: [number, number][], width: number, height: number, margin = 0.14): View {
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  const lon = (Math.min(...lons) + Math.max(...lons)) / 2;
  const lat = (Math.min(...lats) + Math.max(...lats)) / 2;
  const across = Math.max(0.5, Math.max(...lons) - Math.min(...lons)) * Math.cos(lat * RADIANS);
  const up = Math.max(0.5, Math.max(...lats) - Math.min(...lats));
  const scale = Math.min((width * (1 - 2 * margin)) / across, (height * (1 - 2 * margin)) / up);
  return { width, height, scale, lon, lat };
}

export function project(view: View, [lon, lat]: [number, number]): [number, number] {
  return [
    view.width / 2 + (lon - view.lon) * Math.cos(view.lat * RADIANS) * view.scale,
    view.height / 2 - (lat - view.lat) * view.scale,
  ];
}

/** A round number of kilometres and its length on the sheet. */
export function scaleBar(view: View, longest: number): { km: number; length: number } {
  const perKm = view.scale / KM_PER_DEGREE;
  const km = [100, 50, 20, 10, 5, 2, 1].find((one) => one * perKm <= longest) ?? 1;
  return { km, length: km * perKm };
}

export interface Label {
  x: number;
  y: number;
  width: number;
  height: number;
  anchor: "start" | "end" | "middle";
}

/** The first spot beside a point where a label covers nothing; null where there is none and it may be left out. */
export function placeLabel(taken: Label[], view: View, at: [number, number], gap: number, width: number, height: number, must: boolean): Label | null {
  const [x, y] = at;
  const spots: Label[] = [
    { x: x + gap, y, width, height, anchor: "start" },
    { x: x - gap, y, width, height, anchor: "end" },
    { x, y: y + gap + height / 2, width, height, anchor: "middle" },
    { x, y: y - gap - height / 2, width, height, anchor: "middle" },
    { x: x + gap * 0.7, y: y + gap * 0.7 + height / 2, width, height, anchor: "start" },
    { x: x + gap * 0.7, y: y - gap * 0.7 - height / 2, width, height, anchor: "start" },
    { x: x - gap * 0.7, y: y + gap * 0.7 + height / 2, width, height, anchor: "end" },
    { x: x - gap * 0.7, y: y - gap * 0.7 - height / 2, width, height, anchor: "end" },
  ];
  const free = spots.find((spot) => inside(spot, view) && !taken.some((other) => overlap(spot, other)));
  const found = free ?? (must ? spots.find((spot) => inside(spot, view)) ?? spots[0]! : null);
  if (found) taken.push(found);
  return found;
}

function left({ x, width, anchor }: Label): number {
  return anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
}

function inside(label: Label, view: View): boolean {
  return left(label) > 3 && left(label) + label.width < view.width - 3 && label.y - label.height / 2 > 3 && label.y + label.height / 2 < view.height - 3;
}

function overlap(one: Label, other: Label): boolean {
  return left(one) < left(other) + other.width && left(other) < left(one) + one.width
    && Math.abs(one.y - other.y) < (one.height + other.height) / 2;
}
