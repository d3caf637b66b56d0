// Proposed claims, each with what the reader may change of it, its grade, and yes or no.

import { useRef, useState } from "preact/hooks";
import { part, post, sentence } from "../api";
import type { Proposal } from "../types";
import { periodNote } from "../words";
import { typedAmount, typedRange } from "./amount";
import { valueWords } from "./claim";
import { CREDIBILITY, RELIABILITY, open } from "./state";

/** Who says it, as a new source or one of those that the case knows. */
interface Sourced extends Proposal {
  speaker?: string;
  origin?: string;
}

interface Origin {
  id: string;
  about: string;
}

const UNKNOWN = "unknown";

const NEEDED = {
  period: "Say when it held, such as 2018, 2018-02, 2018-02-21 or 2018-02~ (about then): the text does not.",
  reliability: "Choose how far the source is to be trusted; F where nothing is known of it.",
  credibility: "Choose how likely the claim is; 6 where it cannot be judged.",
  value: "Write the amount as 1.5 or 5,200 (a comma only sets thousands apart), or a range as 5,000 to 6,000.",
  amount: "The amount is missing: write it, or reject the claim.",
};

type Missing = keyof typeof NEEDED;
/** The field of each problem. */
const fieldOf = (missing: Missing) => (missing === "amount" ? "value" : missing);

/** What is wrong and at which field; at none where the server refused the whole. */
interface Problem {
  field: string;
  words: string;
}

function Said({ problem, at }: { problem: Problem; at: string[] }) {
  return problem.words && at.includes(problem.field) ? <p class="problem" role="alert">{problem.words}</p> : null;
}

function Grades({ name, title, words }: { name: string; title: string; words: Record<string, string> }) {
  return (
    <label class="field">{title}
      <select name={name}>
        <option value="">choose …</option>
        {Object.entries(words).map(([sign, said]) => <option key={sign} value={sign}>{sign}: {said.replace(/^(source|claim) /, "")}</option>)}
      </select>
    </label>
  );
}

function Origins({ proposal }: { proposal: Sourced }) {
  const known = (open.value as { origins?: Origin[] } | null)?.origins ?? [];
  const own = proposal.origin || UNKNOWN;
  const others = known.filter((one) => one.id !== own && one.id !== UNKNOWN);
  const isNew = own !== UNKNOWN && !known.some((one) => one.id === own);
  return (
    <label class="field">Who says it
      <select name="origin">
        {own !== UNKNOWN && <option value={own}>{proposal.speaker}{isNew ? ", a new source" : ` (${own})`}</option>}
        <option value={UNKNOWN}>nobody whom the text describes</option>
        {others.map((one) => <option key={one.id} value={one.id}>{one.about} ({one.id})</option>)}
      </select>
    </label>
  );
}

/** Stable, so that it is called once: when the field appears. */
const focused = (field: HTMLInputElement | null) => field?.focus();

function Period({ known }: { known: string }) {
  return <label class="field">Period, such as 2018, 2018-02, 2018-02-21 or 2018-02~ (about then) <input name="period" defaultValue={known} maxLength={80} placeholder="unknown: fill it in" /></label>;
}

/** What is asked of the server, or which field must be filled in first. */
function decision(form: FormData, proposal: Sourced): { asked?: object; missing?: Missing } {
  const said = (name: string) => String(form.get(name) ?? "").trim();
  for (const name of ["period", "reliability", "credibility"] as const) if (!said(name)) return { missing: name };
  const value = typedAmount(said("value"));
  const range = typedRange(said("value"));
  if (said("value") && value === null && !range) return { missing: "value" };
  if (!said("value") && form.has("value") && proposal.number != null) return { missing: "amount" };
  const changed = (name: string, before: string) => (said(name) !== before ? said(name) : null);
  return { asked: {
    accept: true,
    grade: said("reliability") + said("credibility"),
    says: changed("says", proposal.says) || null,
    place: changed("place", proposal.place ?? ""),
    period: changed("period", proposal.period ?? ""),
    value: value === proposal.number ? null : value,
    ...range,
    origin: changed("origin", proposal.origin || UNKNOWN) || null,
    corrected: said("reason") || null,
  } };
}

const NONE: Problem = { field: "", words: "" };

export function One({ name, proposal, onDone }: { name: string; proposal: Sourced; onDone: (accepted: boolean) => void }) {
  const [asksWhy, setAsksWhy] = useState(false);
  const [problem, setProblem] = useState<Problem>(NONE);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const decide = async (asked: object, accepted: boolean) => {
    if (busy) return;
    setBusy(true);
    setProblem(NONE);
    try {
      await post(`cases/${part(name)}/proposals/${part(proposal.id)}`, asked);
      onDone(accepted);
    } catch (error) {
      const words = sentence(error);
      const why = words.startsWith("Reason:");
      if (why) setAsksWhy(true);
      setProblem({ field: why ? "reason" : "", words });
      setBusy(false);
    }
  };
  const accept = (event: SubmitEvent) => {
    event.preventDefault();
    const { asked, missing } = decision(new FormData(form.current!), proposal);
    if (asked) return void decide(asked, true);
    const name = fieldOf(missing!);
    setProblem({ field: name, words: NEEDED[missing!] });
    const field = form.current!.elements.namedItem(name) as HTMLElement;
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  };
  const period = <><Period known={proposal.period ?? ""} /><Said problem={problem} at={["period"]} /></>;
  const worded = proposal.value != null && proposal.value !== "";
  return (
    <li class="card proposal">
      <p><b>{proposal.says}</b></p>
      <blockquote><mark>{proposal.quote}</mark></blockquote>
      <p class="soft">{[valueWords(proposal.value, proposal.unit), proposal.place, periodNote(proposal.period || "../..")].filter(Boolean).join(" · ")}</p>
      <form ref={form} noValidate onSubmit={accept}>
        {!proposal.period && period}
        <details>
          <summary>Change it</summary>
          <label class="field">Sentence (put together anew where you change a part below and leave it) <input name="says" defaultValue={proposal.says} maxLength={400} /></label>
          {worded && <label class="field">Amount{proposal.unit && ` (${proposal.unit})`} <input name="value" defaultValue={proposal.number == null ? "" : String(proposal.number)} placeholder={String(proposal.value)} /></label>}
          <Said problem={problem} at={["value"]} />
          <label class="field">Place, several with commas between <input name="place" defaultValue={proposal.place ?? ""} maxLength={200} /></label>
          {proposal.period && period}
        </details>
        <Origins proposal={proposal} />
        <div class="grades">
          <Grades name="reliability" title="The source is" words={RELIABILITY} />
          <Grades name="credibility" title="The claim is" words={CREDIBILITY} />
        </div>
        <Said problem={problem} at={["reliability", "credibility"]} />
        {asksWhy && <label class="field">Why you change what was read <input name="reason" maxLength={400} ref={focused} /></label>}
        <Said problem={problem} at={["reason"]} />
        <p class="choice">
          <button type="submit" aria-disabled={busy}>Accept</button>
          <button type="button" class="quiet" aria-disabled={busy} onClick={() => void decide({ accept: false }, false)}>Reject</button>
        </p>
      </form>
      <Said problem={problem} at={[""]} />
    </li>
  );
}

/** Proposals, those of which at most one holds side by side. */
function together(proposals: Proposal[]): Proposal[][] {
  const groups: Proposal[][] = [];
  for (const proposal of proposals) {
    const group = groups.find((one) => one.some((other) => proposal.rivals?.includes(other.id)));
    if (group) group.push(proposal);
    else groups.push([proposal]);
  }
  return groups;
}

export function Proposals({ name, proposals, decided }: { name: string; proposals: Proposal[]; decided: (proposal: Proposal) => (accepted: boolean) => void }) {
  const card = (proposal: Proposal) => <One key={proposal.id} name={name} proposal={proposal} onDone={decided(proposal)} />;
  return (
    <ul class="cards">
      {together(proposals).map((group) => group.length === 1 ? card(group[0]!) : (
        <li key={`of-${group[0]!.id}`} class="rivals">
          <p>One of these {group.length}: the same words, read at different places. Accepting one puts the others aside.</p>
          <ul class="cards">{group.map(card)}</ul>
        </li>
      ))}
    </ul>
  );
}
