// What was changed, in sentences, and what of it does nothing.

import { Swatch } from "../charts/swatch";
import { amount, count, label } from "../words";
import * as question from "./question";
import { beliefs, lines, scenario } from "./state";

export function Differs() {
  const start = question.start.value;
  const changed = (scenario.value?.beliefs ?? []).filter((belief) => belief.name in beliefs.value);
  const shown = lines.value.slice(1);
  if (!shown.length && !changed.length) return null;
  return (
    <section aria-labelledby="differs">
      <h2 id="differs">What differs</h2>
      {shown.map(({ name, title }, rank) => {
        const says = start?.differs[name] ?? [];
        const idle = start?.idle[name] ?? [];
        return (
          <div key={name} class="differs">
            <h3><Swatch rank={rank + 1} /> {title}</h3>
            {says.length > 0
              ? <><p>It differs from the baseline in {count(says.length, "way")}:</p><ul>{says.map((words) => <li key={words}>{words}</li>)}</ul></>
              : <p class="soft">{start && name in start.differs ? "It has no measures yet: it is the baseline." : "…"}</p>}
            {idle.map((words) => <p key={words} class="nothing">{words}</p>)}
          </div>
        );
      })}
      {changed.length > 0 && (
        <div class="differs">
          <h3>Beliefs, for every line</h3>
          <ul>{changed.map((belief) => <li key={belief.name}>{label(belief.doc)}: {amount(beliefs.value[belief.name], belief.unit)} instead of {amount(belief.default, belief.unit)}.</li>)}</ul>
        </div>
      )}
    </section>
  );
}
