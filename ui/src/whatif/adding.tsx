// Adds a measure to the chosen policy.

import { useState } from "preact/hooks";
import type { Measure, Scenario } from "../types";
import { catchFocus } from "../focus";
import { label } from "../words";
import { placed } from "./clash";
import { changeMeasures, chosenPolicy, refuse, refused, scenario } from "./state";

interface Offer {
  group: string;
  key: string;
  title: string;
  make: () => Measure;
}

function offers(asked: Scenario): Offer[] {
  const middle = asked.events.find((event) => event.kind === "input" && event.name.includes("full ban"))?.date ?? asked.start;
  return [
    ...asked.levers.map((lever): Offer => ({
      group: "Levers", key: `l-${lever.name}`, title: label(lever.doc),
      make: () => ({ kind: "lever", lever: lever.name, value: lever.default === lever.low ? (lever.low + lever.high) / 2 : lever.low, from: middle, to: null, places: [] }),
    })),
    ...(asked.instruments ?? []).map((one): Offer => ({
      group: "Sanctions never made", key: `i-${one.name}`, title: one.title,
      make: () => ({ kind: "instrument", match: one.name, action: "remove" }),
    })),
    { group: "The border", key: "closure", title: "Close the border", make: () => ({ kind: "closure", from: middle, to: null }) },
    ...(asked.changes ?? []).map((one): Offer => ({
      group: "What the baseline is given, left out", key: `w-${one.name}`, title: one.name, make: () => ({ kind: "without", change: one.name }),
    })),
  ];
}

export function Adding() {
  const [key, setKey] = useState("");
  const all = offers(scenario.value!);
  const groups = [...new Set(all.map((offer) => offer.group))];
  const add = () => {
    const offer = all.find((one) => one.key === key);
    if (!offer) return;
    const { measure, refusal } = placed(chosenPolicy.value?.measures ?? [], offer.make(), scenario.value!);
    if (!measure) return refuse(refusal!);
    changeMeasures((measures) => [...measures, measure]);
    setKey("");
    // Nothing is chosen now, so that the button cannot be pressed.
    catchFocus("add-measure");
  };
  return (
    <form class="adding" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <label class="field">Add a measure{chosenPolicy.value ? ` to "${chosenPolicy.value.title}"` : " in a policy of your own"}
        <select id="add-measure" value={key} onChange={(event) => setKey(event.currentTarget.value)}>
          <option value="">choose …</option>
          {groups.map((group) => (
            <optgroup key={group} label={group}>
              {all.filter((offer) => offer.group === group).map((offer) => <option key={offer.key} value={offer.key}>{offer.title}</option>)}
            </optgroup>
          ))}
        </select>
      </label>
      <button type="submit" disabled={!key}>Add</button>
      {refused.value.words && refused.value.policy === (chosenPolicy.value?.name ?? "") && <p class="problem" role="alert">{refused.value.words}</p>}
    </form>
  );
}
