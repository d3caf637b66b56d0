// Where a chart's explanation stands, so that it does not cover what it explains; a pure function.

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const GAP = 8;

/** Right of the chart, left of it, below or above it: the first where it fits in the window. Counted from the chart's corner. */
export function beside(chart: Box, [width, height]: [number, number], [wide, high]: [number, number]): [number, number] {
  const clamp = (value: number, low: number, most: number) => Math.max(low, Math.min(most, value));
  const top = clamp(chart.top, GAP, Math.max(GAP, high - height - GAP)) - chart.top;
  if (chart.left + chart.width + GAP + width <= wide) return [chart.width + GAP, top];
  if (chart.left - GAP - width >= 0) return [-width - GAP, top];
  const left = clamp((chart.width - width) / 2, -chart.left, Math.max(-chart.left, wide - chart.left - width));
  const fits = chart.top + chart.height + GAP + height <= high;
  return [left, fits || chart.top < height + GAP ? chart.height + GAP : -height - GAP];
}
