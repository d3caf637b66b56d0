// What we do not know: sliders and switches that move every line, the baseline too.

import { useState } from "preact/hooks";
import { catchFocus } from "../focus";
import { grouped, matches } from "../grouping";
import { Slider, Toggle } from "../slider";
import type { Belief } from "../types";
import { count, label } from "../words";
import { beliefs, fit, scenario, setBelief } from "./state";

function One({ belief }: { belief: Belief }) {
  const value = beliefs.value[belief.name] ?? belief.default;
  const shared = {
    id: `belief-${belief.name}`,
    doc: belief.doc,
    unit: belief.unit,
    standard: belief.default,
    value,
    source: belief.source,
    note: belief.reads.length === 0 ? "Nothing in this scenario reads it: moving it changes nothing." : undefined,
    onInput: (next: number) => setBelief(belief.name, next),
    onReset: () => setBelief(belief.name, null),
  };
  return belief.switch ? <Toggle {...shared} /> : <Slider {...shared} low={belief.low} high={belief.high} />;
}

function Group({ title, members, open }: { title: string; members: Belief[]; open: boolean }) {
  const [shown, setShown] = useState(open);
  const changed = members.filter((belief) => belief.name in beliefs.value).length;
  // The sliders of a closed group are not made: there are some three hundred of them.
  return (
    <details open={shown || undefined} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{title} <span class="soft">{members.length}{changed ? `, ${changed} changed` : ""}</span></summary>
      {shown && members.map((belief) => <One key={belief.name} belief={belief} />)}
    </details>
  );
}

/** Always there and always as high, so that no slider moves away from under the pointer. */
function Changed({ all }: { all: Belief[] }) {
  const changed = all.filter((belief) => belief.name in beliefs.value);
  return (
    <div class="changed-list">
      <details>
        <summary id="beliefs-changed">{changed.length ? `${count(changed.length, "belief")} changed` : "No belief changed"}</summary>
        <ul tabIndex={0} aria-label="Beliefs changed">{changed.map((belief) => <li key={belief.name}>{label(belief.doc)}</li>)}</ul>
      </details>
      <button type="button" class="link" disabled={!changed.length} onClick={() => { beliefs.value = {}; catchFocus("beliefs-changed"); }}>Reset all</button>
    </div>
  );
}

export function Beliefs() {
  const [words, setWords] = useState("");
  const [only, setOnly] = useState(false);
  const all = scenario.value?.beliefs ?? [];
  const fits = scenario.value?.fits ?? [];
  const searched = words.trim();
  const found = all.filter((belief) => (!only || belief.from_evidence) && (!searched || matches(belief, searched)));
  return (
    <div class="panel beliefs">
      <p class="intro">What nobody knows for sure. A belief moves <b>every</b> line, the baseline too.</p>
      {fits.length > 0 && (
        <label class="field">Beliefs not set below are
          <select value={fit.value} onChange={(event) => (fit.value = event.currentTarget.value)}>
            <option value="">the defaults</option>
            {fits.map((one) => <option key={one.id} value={one.id}>{one.title}</option>)}
          </select>
        </label>
      )}
      <label class="field">Search
        <input type="search" value={words} placeholder="guards, price, trust …" onInput={(event) => setWords(event.currentTarget.value)} />
      </label>
      <label class="check"><input type="checkbox" checked={only} onChange={(event) => setOnly(event.currentTarget.checked)} /> only those that rest on a report</label>
      <Changed all={all} />
      {searched && <p class="soft" role="status">{found.length ? count(found.length, "belief") : `No belief has "${searched}" in its name or text.`}</p>}
      {searched && found.length <= 30
        ? found.map((belief) => <One key={belief.name} belief={belief} />)
        : grouped(found, (belief) => belief.mechanism).map(({ title, members }) => (
            <Group key={title} title={title} members={members} open={false} />
          ))}
    </div>
  );
}
