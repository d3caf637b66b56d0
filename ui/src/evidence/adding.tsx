// Adds a document; claims are proposed, the reader decides.

import { useRef, useState } from "preact/hooks";
import { part, post, sentence } from "../api";
import type { Arrival, Proposal } from "../types";
import { amount, count, periodWords } from "../words";
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

function arrivalWords({ proposals, already_there, near_copies }: Arrival): string {
  const copies = near_copies.map(({ document, share }) => `${amount(share, "share")} of it stands in ${document} too: it may be an echo.`);
  const found = proposals.length ? `${count(proposals.length, "claim")} proposed; nothing counts until you accept it.` : "No new claim was found in it; the document was kept.";
  return [already_there ? "This document was here already." : "", ...copies, found].filter(Boolean).join(" ");
}

export function AddDocument({ name }: { name: string }) {
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  // A server that keeps proposals with the case tells of them there.
  const [fresh, setFresh] = useState<Proposal[]>([]);
  const proposals = open.value?.proposals ?? fresh;
  const status = useRef<HTMLParagraphElement>(null);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const sheet = event.currentTarget as HTMLFormElement;
    const form = new FormData(sheet);
    const file = form.get("file") as File;
    setProblem("");
    if (file.size > MOST_BYTES) return setProblem(`"${file.name}" is larger than 10 MB; take the text out of it first.`);
    setSaid(`Reading ${file.name} …`);
    try {
      const answer = await post<Arrival>(`cases/${part(name)}/documents`, form);
      setFresh(answer.proposals);
      setSaid(arrivalWords(answer));
      sheet.reset();
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
    status.current?.focus(); // the button that had the focus is gone
  };
  return (
    <section aria-labelledby="add-document">
      <h3 id="add-document">Add a document</h3>
      <form onSubmit={(event) => void send(event)}>
        <label class="field">Text, HTML or PDF, up to 10 MB. It stays on this computer.
          <input type="file" name="file" required accept=".txt,.html,.htm,.pdf,text/plain,text/html,application/pdf" />
        </label>
        <label class="field">Outlet, if known <input type="text" name="outlet" maxLength={200} placeholder="who published it" /></label>
        <label class="field">Published, if known <input type="date" name="published" /></label>
        <label class="field">Title, if known <input type="text" name="title" maxLength={200} /></label>
        <button type="submit">Read it</button>
      </form>
      <p role="status" class="soft" tabIndex={-1} ref={status}>{said}</p>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <ul class="cards">{proposals.map((proposal) => <One key={proposal.id} name={name} proposal={proposal} onDone={decided(proposal)} />)}</ul>
    </section>
  );
}
