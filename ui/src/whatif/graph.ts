// Flows without cycles: whoever would both give to and get from the same round is drawn twice. Pure functions.

import type { Flow } from "../types";

function findCycle(flows: Flow[]): string[] | null {
  const next = new Map<string, string[]>();
  for (const { source, target } of flows) next.set(source, [...(next.get(source) ?? []), target]);
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (node: string): string[] | null => {
    const at = path.indexOf(node);
    if (at >= 0) return path.slice(at);
    if (done.has(node)) return null;
    path.push(node);
    for (const target of next.get(node) ?? []) {
      const found = visit(target);
      if (found) return found;
    }
    path.pop();
    done.add(node);
    return null;
  };
  for (const node of next.keys()) {
    const found = visit(node);
    if (found) return found;
  }
  return null;
}

const through = (flows: Flow[], node: string) =>
  flows.reduce((sum, flow) => sum + (flow.source === node || flow.target === node ? flow.value : 0), 0);

/** Splits households first, else who moves most, until nothing runs in a circle. */
export function withoutCycles(all: Flow[]): Flow[] {
  let flows = all.filter((flow) => flow.value > 0 && flow.source !== flow.target);
  for (let cycle = findCycle(flows); cycle; cycle = findCycle(flows)) {
    const most = [...cycle].sort((one, other) => through(flows, other) - through(flows, one))[0]!;
    const split = cycle.find((node) => /^households?$/i.test(node)) ?? most;
    flows = flows.map((flow) => ({
      ...flow,
      source: flow.source === split ? `${split} give` : flow.source,
      target: flow.target === split ? `${split} get` : flow.target,
    }));
  }
  return flows;
}

export interface Columns {
  /** How many columns nodes stand in. */
  number: number;
  /** Nodes in the fullest column. */
  most: number;
}

/** As ECharts lays them out: after all who give to one, and those who give nothing in the last column. */
export function columnsOf(flows: Flow[]): Columns {
  const names = [...new Set(flows.flatMap(({ source, target }) => [source, target]))];
  const depth = new Map<string, number>();
  const of = (name: string): number => {
    if (!depth.has(name)) depth.set(name, Math.max(-1, ...flows.filter(({ target }) => target === name).map(({ source }) => of(source))) + 1);
    return depth.get(name)!;
  };
  const number = Math.max(0, ...names.map(of)) + 1;
  const full = new Map<number, number>();
  for (const name of names) {
    const column = flows.some(({ source }) => source === name) ? of(name) : number - 1;
    full.set(column, (full.get(column) ?? 0) + 1);
  }
  return { number, most: Math.max(1, ...full.values()) };
}

/** The kind of flow that is wished for; else the first of which anything flows. */
export function flowShown(byKind: Record<string, Flow[]>, wished: string): string {
  const kinds = Object.keys(byKind);
  if (kinds.includes(wished)) return wished;
  return kinds.find((kind) => byKind[kind]!.some(({ value }) => value > 0)) ?? kinds[0] ?? "";
}
