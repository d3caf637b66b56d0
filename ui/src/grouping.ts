// Declarations sorted into groups and searched.

import type { Declared } from "./types";
import { humanise } from "./words";

export function matches(declared: Declared, words: string): boolean {
  const text = `${declared.name} ${declared.name.replace(/_/g, " ")} ${declared.doc} ${declared.group ?? ""} ${declared.source}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

export function grouped<T extends Declared>(all: T[], fallback: (one: T) => string): { title: string; members: T[] }[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const title = humanise(one.group || fallback(one) || "other");
    const members = groups.get(title);
    if (members) members.push(one);
    else groups.set(title, [one]);
  }
  return [...groups].map(([title, members]) => ({ title, members })).sort((one, other) => one.title.localeCompare(other.title));
}
