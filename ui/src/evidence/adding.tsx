// Adds a document; claims are proposed, the reader decides.

import { useState } from "preact/hooks";
import { part, post, sentence } from "../api";
import type { Proposal } from "../types";
import { count, periodWords } from "../words";
import { valueWords } from "./claim";
import { loadCase, open } from "./state";

/** The server's limit. */
const MOST_BYTES = 10_000_000;
const GRADES = ["A1", "A2", "B1", "B2", "B3", "C2", "C3", "C4", "D3", "D4", "E5", "F6"];

function One({ name, proposal, onDone }: { name: string; proposal: Proposal; onDone: (accepted: boolean) => void }) {
  const [grade, setGrade] = useState(proposal.grade ?? "C3");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const decide = async (accept: boolean) => {
    setBusy(true);
    setProblem("");
    try {
      await post(`cases/${part(name)}/proposals/${part(proposal.id)}`, accept ? { accept, grade } : { accept });
      onDone(accept);
    } catch (error) {
      setProblem(sentence(error));
      setBusy(false);
    }
  };
  return (
    <li class="card">
      <p><b>{proposal.says}</b></p>
      <blockquote><mark>{proposal.quote}</mark></blockquote>
      <p class="soft">{[valueWords(proposal.value, proposal.unit), proposal.place, periodWords(proposal.period)].filter(Boolean).join(" · ")}</p>
      <div class="choice">
        <label class="field inline">Grade <select value={grade} onChange={(event) => setGrade(event.currentTarget.value)}>{[...new Set([grade, ...GRADES])].map((one) => <option key={one}>{one}</option>)}</select></label>
        <button type="button" disabled={busy} onClick={() => void decide(true)}>Accept</button>
        <button type="button" class="quiet" disabled={busy} onClick={() => void decide(false)}>Reject</button>
      </div>
      {problem && <p class="problem" role="alert">{problem}</p>}
    </li>
  );
}

export function AddDocument({ name }: { name: string }) {
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  // A server that keeps proposals with the case tells of them there.
  const [fresh, setFresh] = useState<Proposal[]>([]);
  const proposals = open.value?.proposals ?? fresh;
  const send = async (file: File | undefined) => {
    if (!file) return;
    setProblem("");
    if (file.size > MOST_BYTES) return setProblem(`"${file.name}" is larger than 10 MB; take the text out of it first.`);
    setSaid(`Reading ${file.name} …`);
    const form = new FormData();
    form.append("file", file);
    try {
      const answer = await post<{ proposals: Proposal[] }>(`cases/${part(name)}/documents`, form);
      setFresh(answer.proposals);
      setSaid(answer.proposals.length ? `${count(answer.proposals.length, "claim")} proposed; nothing counts until you accept it.` : "No claim was found in it; the document was kept.");
      void loadCase(name);
    } catch (error) {
      setSaid("");
      setProblem(sentence(error));
    }
  };
  const decided = (proposal: Proposal) => (accepted: boolean) => {
    setFresh((all) => all.filter((one) => one.id !== proposal.id));
    setSaid(`${accepted ? "Accepted" : "Rejected"}: ${proposal.says}`);
    void loadCase(name);
  };
  return (
    <section aria-labelledby="add-document">
      <h3 id="add-document">Add a document</h3>
      <label class="field">Text, HTML or PDF, up to 10 MB. It stays on this computer.
        <input type="file" accept=".txt,.html,.htm,.pdf,text/plain,text/html,application/pdf" onChange={(event) => { void send(event.currentTarget.files?.[0]); event.currentTarget.value = ""; }} />
      </label>
      <p role="status" class="soft">{said}</p>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <ul class="cards">{proposals.map((proposal) => <One key={proposal.id} name={name} proposal={proposal} onDone={decided(proposal)} />)}</ul>
    </section>
  );
}
