// Starts a run, a fit or a comparison with the question that is open under "What if".

import { useEffect, useState } from "preact/hooks";
import { post, sentence } from "../api";
import type { Job } from "../types";
import { count, plain } from "../words";
import { cases, loadCases } from "../evidence/state";
import { beliefs, fit, isOwn, policies, scenario, scenarios } from "../whatif/state";

/** The heading of what there is, a new entry among it. */
export const LIST = "all-runs";

/** Fewest and most runs of each kind, as the server has them. */
const RUNS: Record<Job["kind"], [number, number]> = { run: [1, 200], fit: [100, 20_000], comparison: [5, 2_000] };
const KINDS: Record<Job["kind"], string> = { run: "a run", fit: "a fit", comparison: "a comparison" };

export function NewJob({ onDone }: { onDone: () => void }) {
  const [kind, setKind] = useState<Job["kind"]>("run");
  const [picked, setName] = useState("");
  const name = picked || (scenario.value?.name ?? "");
  const [typed, setTyped] = useState("8");
  const [share, setShare] = useState(0.05);
  const [evidence, setEvidence] = useState("border");
  useEffect(() => { if (!cases.value) void loadCases(); }, []);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [least, most] = RUNS[kind];
  const runs = Number(typed);
  const same = name === scenario.value?.name;
  const changes = same ? Object.keys(beliefs.value).length : 0;
  const compared = same ? policies.value.filter((policy) => policy.measures.length > 0 || !isOwn(policy)) : [];
  const form = () => {
    const shared = { kind, scenario: name, runs, people_share: share };
    if (kind === "run") return { ...shared, settings: same ? beliefs.value : {} };
    if (kind === "fit") return { ...shared, case: evidence };
    return { ...shared, policies: compared.map((policy) => (isOwn(policy) ? policy : policy.name)), fit: same ? fit.value || null : null };
  };
  const choose = (next: Job["kind"]) => {
    setKind(next);
    setTyped({ run: "8", fit: "1500", comparison: "100" }[next]);
    setShare({ run: 0.05, fit: 0.005, comparison: 0.01 }[next]);
  };
  const start = async () => {
    if (busy) return;
    if (!Number.isInteger(runs) || runs < least || runs > most) return setProblem(`Runs is ${typed || "empty"}; ${KINDS[kind]} takes ${plain(least)} to ${plain(most)}.`);
    setBusy(true);
    setProblem("");
    try {
      await post("jobs", form());
      onDone();
    } catch (error) {
      setProblem(sentence(error));
      setBusy(false);
    }
  };
  const held = changes > 0 && kind !== "run" && `${count(changes, "belief")} moved by hand under "What if" ${changes > 1 ? "are" : "is"} not taken over: a ${kind} ${
    kind === "fit" ? "looks for values itself" : fit.value ? "draws its beliefs from the fit" : "draws its beliefs from their whole ranges"}.`;
  return (
    <form class="starting" noValidate onSubmit={(event) => { event.preventDefault(); void start(); }}>
      <label class="field">What
        <select value={kind} onChange={(event) => choose(event.currentTarget.value as Job["kind"])}>
          <option value="run">a run</option><option value="comparison">a comparison of policies</option><option value="fit">a fit to the evidence</option>
        </select>
      </label>
      <label class="field">Scenario
        <select value={name} onChange={(event) => setName(event.currentTarget.value)}>{scenarios.value.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}</select>
      </label>
      {kind === "fit" && (
        <label class="field">Case
          <select value={evidence} onChange={(event) => setEvidence(event.currentTarget.value)}>{(cases.value ?? []).map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}</select>
        </label>
      )}
      <label class="field">Runs ({plain(least)} to {plain(most)}) <input type="number" required min={least} max={most} step={1} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} /></label>
      <label class="field">People
        <select value={String(share)} onChange={(event) => setShare(Number(event.currentTarget.value))}>
          <option value="0.005">1 in 200</option><option value="0.01">1 in 100</option><option value="0.05">1 in 20</option><option value="0.2">1 in 5</option><option value="1">everyone (slow)</option>
        </select>
      </label>
      <button type="submit" aria-disabled={busy} disabled={!name || (kind === "comparison" && !compared.length)}>{busy ? "Starting …" : "Start"}</button>
      <p class="soft">{kind === "comparison"
        ? compared.length ? `Compares ${compared.map(({ title }) => `"${title}"`).join(", ")} with the baseline, as chosen under "What if".` : 'Choose policies for this scenario under "What if" first.'
        : kind === "fit" ? "Takes the parameters nobody knows and asks which of their values agree with the case. This is long: hours rather than minutes."
        : changes ? `With the ${count(changes, "belief")} changed under "What if".` : "With beliefs at their defaults."}</p>
      {held && <p class="nothing">{held}</p>}
      {problem && <p class="problem" role="alert">{problem}</p>}
    </form>
  );
}
