// Some days of one synthetic household, in words.

import { useEffect, useState } from "preact/hooks";
import { aborted, get, part, sentence } from "../api";
import type { Diary } from "../types";
import { dateWords } from "../words";
import * as question from "./question";
import { lines, scenario } from "./state";
import { lineOf, look, view, wish } from "./view";

export function DiaryOfAHousehold() {
  const [found, setFound] = useState<Diary | null>(null);
  // A heading with a new key is a new one, and is spoken.
  const [reads, setReads] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const asked = scenario.value!;
  const { household: wished, diaryFrom } = view.value;
  const diary = found && String(found.household ?? "") === wished ? found : null;
  const shown = lineOf(view.value.diaryLine, lines.value);
  const within = diaryFrom >= asked.start && diaryFrom <= asked.end;
  const first = (within && diaryFrom) || asked.events.find((event) => event.name.includes("order to support"))?.date || asked.start;

  const read = async (household: string | number | null, day: string, line: string) => {
    setBusy(true);
    setProblem("");
    try {
      const which = household == null ? "" : `&household=${part(String(household))}`;
      const told = await get<Diary>(`whatif/${part(question.id.value)}/diary?policy=${part(line)}&from=${day}&days=14${which}`);
      setFound(told);
      look({ household: String(told.household ?? "") });
      setReads((number) => number + 1);
    } catch (error) {
      if (!aborted(error)) setProblem(sentence(error));
    }
    setBusy(false);
  };
  // A link names its household; it is read once the runs no longer wait for the processor.
  const linked = !diary && !busy && !problem && wished && question.stage.value === "done";
  useEffect(() => { if (linked) void read(wished, first, shown); }, [linked]);
  const again = (day: string, line: string) => diary && void read(diary.household ?? null, day, line);
  return (
    <section aria-labelledby="agents">
      <h2 id="agents">Which agents</h2>
      <p>Behind every figure are synthetic households, each decided for day by day. Here is one of them. Nobody real is described.</p>
      <div class="choice">
        <button type="button" disabled={!question.id.value} aria-disabled={busy} onClick={() => void (busy || read(diary?.another ?? null, first, shown))}>
          {busy ? "Fetching …" : diary ? "Another household" : "A household"}
        </button>
        <label class="field inline">From <input type="date" min={asked.start} max={asked.end} value={first}
          onChange={(event) => { const day = event.currentTarget.value; if (day) { look({ diaryFrom: day }); again(day, shown); } }} /></label>
        {lines.value.length > 1 && (
          <label class="field inline">Line
            <select value={shown} onChange={(event) => { look({ diaryLine: wish(event.currentTarget.value) }); again(first, event.currentTarget.value); }}>
              {lines.value.map(({ name, title }) => <option key={name} value={name}>{title}</option>)}
            </select>
          </label>
        )}
      </div>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <div class="diary-of" aria-live="polite">{diary && <h3 key={reads} id="diary-of">A household in {diary.place}</h3>}</div>
      {diary && (
        <article class="diary" aria-labelledby="diary-of">
          <p class="soft">{diary.members.join(" · ")}</p>
          <ol>
            {diary.days.map((day) => (
              <li key={day.date}><time dateTime={day.date}>{dateWords(day.date)}</time><p>{day.words.length ? day.words.join(" ") : "Nothing out of the ordinary."}</p></li>
            ))}
          </ol>
        </article>
      )}
    </section>
  );
}
