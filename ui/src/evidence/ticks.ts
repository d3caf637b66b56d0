// Round numbers along an axis, five or so. A pure function.

export function ticks(from: number, to: number): number[] {
  const rough = (to - from) / 5;
  if (!(rough > 0)) return [from];
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = size * ([1, 2, 5].find((one) => one * size >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  return Array.from({ length: Math.floor(to / step + 1e-9) - first + 1 }, (_, at) => (first + at) * step);
}
