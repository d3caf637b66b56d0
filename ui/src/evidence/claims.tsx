// The claims of a case: searched, narrowed, sixty at a time; on paper all that were found.

import { useMemo, useState } from "preact/hooks";
import type { ClaimLine } from "../types";
import { count, periodNote } from "../words";
import { LONGEST_SEARCH } from "../route";
import { route } from "../whatif/state";
import { holds, isOf, textOf } from "./searching";
import { gradeWords, narrow, show } from "./state";

const AT_ONCE = 60;

/** `said` where its words stand beside it anyway. */
export function Grade({ grade, said = false }: { grade: string; said?: boolean }) {
  return <abbr class="grade" title={gradeWords(grade)}><span class="sr">Grade </span>{grade}{!said && <span class="sr"> {gradeWords(grade)}. </span>}</abbr>;
}

export function ClaimList({ claims }: { claims: ClaimLine[] }) {
  const { search, only } = route.value;
  const [most, setMost] = useState(AT_ONCE);
  const found = useMemo(() => claims.filter((claim) => isOf(claim, only) && holds(textOf(claim), search)), [claims, search, only]);
  return (
    <div class="claims">
      <h2 id="claims" tabIndex={-1}>Claims</h2>
      <div class="choice">
        <label class="field grow">Search <input type="search" value={search} maxLength={LONGEST_SEARCH} placeholder="ore, Musan, 2018 …" onInput={(event) => { narrow({ search: event.currentTarget.value }); setMost(AT_ONCE); }} /></label>
        <label class="field">Show
          <select value={only} onChange={(event) => narrow({ only: event.currentTarget.value })}>
            <option value="">all</option>
            <option value="numbers">with a number</option>
            <option value="conflicts">in conflict</option>
            <option value="echoes">echoes</option>
          </select>
        </label>
      </div>
      <p class="soft" role="status">{found.length ? count(found.length, "claim") : claims.length ? "No claim holds all of these words." : "This case holds no claims yet: add a document, and accept what is proposed of it."}</p>
      <ul>
        {found.map((claim, rank) => (
          <li key={claim.id} class={rank < most ? undefined : "on-paper"}>
            <button type="button" class="claim" aria-current={route.value.claim === claim.id ? "true" : undefined} onClick={() => show({ claim: claim.id })}>
              <Grade grade={claim.grade} />
              <span>{claim.says}
                <small>{[claim.id, claim.place, periodNote(claim.period), claim.conflicts.length ? `in conflict with ${claim.conflicts.join(", ")}` : "", claim.echo_of ? `repeats ${claim.echo_of}` : ""].filter(Boolean).join(" · ")}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > most && <button type="button" onClick={() => setMost(most + AT_ONCE)}>{Math.min(AT_ONCE, found.length - most)} more</button>}
    </div>
  );
}
