// One bar of the timeline: drag its ends or its middle, or focus an end and press the arrow keys.

import { useRef, useState } from "preact/hooks";
import { dateWords } from "../words";
import { firstDay, type Grip, lastDay, moved, type Period } from "./timeline-sums";

interface Props {
  title: string;
  period: Period;
  months: number;
  start: string;
  colour: string;
  fixed?: boolean;
  onMove: (after: Period) => void;
}

export function Bar({ title, period, months, start, colour, fixed, onMove }: Props) {
  const [draft, setDraft] = useState<Period | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const held = useRef<{ grip: Grip; x: number; now: Period } | null>(null);
  const shown = draft ?? period;

  const take = (grip: Grip) => (event: PointerEvent) => {
    if (fixed || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    (event.currentTarget as HTMLElement).focus();
    held.current = { grip, x: event.clientX, now: period };
  };
  const drag = (event: PointerEvent) => {
    if (!held.current || !row.current) return;
    const by = Math.round(((event.clientX - held.current.x) / row.current.clientWidth) * months);
    held.current.now = moved(period, held.current.grip, by, months);
    setDraft(held.current.now);
  };
  const drop = () => {
    const now = held.current?.now;
    held.current = null;
    setDraft(null);
    if (now && (now.from !== period.from || now.to !== period.to)) onMove(now);
  };
  const press = (grip: Grip) => (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: 12, PageDown: -12, Home: -months, End: months }[event.key];
    if (!step || fixed) return;
    event.preventDefault();
    onMove(moved(period, grip, event.shiftKey && Math.abs(step) === 1 ? step * 12 : step, months));
  };
  const day = (grip: "from" | "to") => (grip === "from" ? firstDay(shown.from, start) : lastDay(shown.to, start));
  const handle = (grip: "from" | "to") => (
    <span class={`grip ${grip}`} role="slider" tabIndex={0} aria-label={`${grip === "from" ? "Start" : "End"} of ${title}`} aria-valuemin={grip === "from" ? 0 : shown.from}
      aria-valuemax={grip === "from" ? shown.to : months - 1} aria-valuenow={shown[grip]} aria-valuetext={dateWords(day(grip))}
      onPointerDown={take(grip)} onPointerMove={drag} onPointerUp={drop} onPointerCancel={drop} onKeyDown={press(grip)} />
  );
  const place = { left: `${(shown.from / months) * 100}%`, width: `${((shown.to - shown.from + 1) / months) * 100}%`, background: colour };
  return (
    <div class="row" ref={row}>
      <div class={`measure${fixed ? " fixed" : ""}`} style={place} title={`${dateWords(day("from"))} to ${dateWords(day("to"))}`}
        onPointerDown={take("both")} onPointerMove={drag} onPointerUp={drop} onPointerCancel={drop}>
        {!fixed && handle("from")}
        {!fixed && handle("to")}
      </div>
      {draft && <span class="dates" style={{ left: `${Math.min(50, (shown.from / months) * 100)}%` }}>{dateWords(day("from"))} to {dateWords(day("to"))}</span>}
    </div>
  );
}
