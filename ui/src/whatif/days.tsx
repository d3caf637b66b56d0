// A measure's first and last day, to read and to type.

import { dateWords } from "../words";

interface Props {
  title: string;
  from: string;
  /** Nothing where it never ends. */
  to: string | null;
  start: string;
  end: string;
  fixed: boolean;
  onDay: (which: "from" | "to", day: string) => void;
}

export function Days({ title, from, to, start, end, fixed, onDay }: Props) {
  if (fixed) return <p class="days">{dateWords(from)} {to ? `to ${dateWords(to)}` : "and from then on"}</p>;
  const last = to ?? end;
  const day = (which: "from" | "to") => {
    const value = which === "from" ? from : last;
    const [low, high] = which === "from" ? [start, last] : [from, end];
    return (
      <input type="date" value={value} min={low} max={high} required aria-label={`${which === "from" ? "First" : "Last"} day: ${title}`}
        onChange={(event) => {
          const said = event.currentTarget.value;
          if (said && said !== value && said >= low && said <= high) onDay(which, said);
        }}
        onBlur={(event) => (event.currentTarget.value = value)} />
    );
  };
  return <p class="days">{day("from")} to {day("to")}{!to && " and from then on"}</p>;
}
