// The map's ground: provinces, rivers, approximate counties and towns. Drawn once for a scenario.

import { project, type View } from "./projection";

type Position = [number, number];

export interface Feature {
  geometry: { type: string; coordinates: unknown };
  properties: { kind?: string; name?: string; name_ko?: string; name_zh?: string; country?: string; approximate?: boolean };
}

export interface Ground {
  features: Feature[];
  credit?: string;
  names_ko?: Record<string, string>;
}

/** Lines of a geometry, rings included. */
export function parts({ geometry }: Feature): Position[][] {
  const points = geometry.coordinates;
  switch (geometry.type) {
    case "LineString": return [points as Position[]];
    case "Polygon":
    case "MultiLineString": return points as Position[][];
    case "MultiPolygon": return (points as Position[][][]).flat();
    default: return [];
  }
}

export function path(feature: Feature, view: View): string {
  const close = feature.geometry.type.endsWith("Polygon") ? "Z" : "";
  return parts(feature).map((line) => `M${line.map((point) => project(view, point).map((one) => one.toFixed(1)).join(" ")).join("L")}${close}`).join("");
}

export function ofKind(ground: Ground, kind: string): Feature[] {
  return ground.features.filter((feature) => feature.properties.kind === kind);
}

export function pointOf(feature: Feature): Position {
  return feature.geometry.coordinates as Position;
}

export function Land({ ground, view }: { ground: Ground; view: View }) {
  return (
    <g aria-hidden="true">
      <rect class="sea" width={view.width} height={view.height} />
      {ofKind(ground, "province").map((feature) => (
        <path key={feature.properties.name} class={feature.properties.country === "KP" ? "home" : "abroad"} d={path(feature, view)} />
      ))}
    </g>
  );
}

export function Rivers({ ground, view }: { ground: Ground; view: View }) {
  return <g aria-hidden="true">{ofKind(ground, "river").map((feature) => <path key={feature.properties.name} class="river" d={path(feature, view)} />)}</g>;
}
