// Of which places a chart is, and per what time; pure functions.

import type { ChartAbout } from "../types";
import { count, unitWord } from "../words";

function whose(about: ChartAbout, places: number): string {
  if (about.over_places === "country") return "whole country";
  if (places === 1) return "the one place";
  const all = count(places, "place");
  return about.over_places === "sum" ? `all ${all} together` : `mean of all ${all}`;
}

const PER_TIME = { sum: "a month", mean: "", last: "end of the month" };

/** "t, all 5 places together, a month". */
export function subtitle(about: ChartAbout, places: number): string {
  return [unitWord(about.unit), whose(about, places), PER_TIME[about.over_time]].filter(Boolean).join(", ");
}
