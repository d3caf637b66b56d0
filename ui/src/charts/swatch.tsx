// A short piece of a policy's line, as in the charts.

import { look } from "./palette";

export function Marker({ rank, x, y, size = 4 }: { rank: number; x: number; y: number; size?: number }) {
  const { colour, marker } = look(rank);
  if (marker === "circle") return <circle cx={x} cy={y} r={size * 0.85} fill={colour} />;
  if (marker === "triangle") return <path d={`M${x} ${y - size}L${x + size} ${y + size * 0.8}H${x - size}Z`} fill={colour} />;
  if (marker === "diamond") return <path d={`M${x} ${y - size}L${x + size} ${y}L${x} ${y + size}L${x - size} ${y}Z`} fill={colour} />;
  return null;
}

export function Swatch({ rank }: { rank: number }) {
  const { colour, dash } = look(rank);
  return (
    <svg class="swatch" width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">
      <line x1="0" x2="30" y1="6" y2="6" stroke={colour} stroke-width="2.5" stroke-dasharray={dash.join(" ")} />
      <Marker rank={rank} x={15} y={6} />
    </svg>
  );
}
