// Adds a document; claims are proposed, the reader decides.

import { useRef, useState } from "preact/hooks";
import { part, post, sentence } from "../api";
import type { Arrival, Proposal } from "../types";
import { amount, count, periodWords } from "../words";
import { Proposals } from "./proposal";
import { open, reload, reopen } from "./state";

/** The server's limit. */
const MOST_BYTES = 10_000_000;

function dateOf({ published }: Arrival): string {
  if (!published) return "When it was published is not known, so that \"last month\" in it has no date; bring it in again with its date to change that.";
  return published.endsWith("?") ? `That it was published ${periodWords(published.slice(0, -1))} was read off the file or its text; bring it in again with its date if that is wrong.` : "";
}

function arrivalWords(arrival: Arrival): string {
  const { proposals, already_there, near_copies } = arrival;
  const copies = near_copies.map(({ document, share }) => `${amount(share, "share")} of it stands in ${document} too: it may be an echo.`);
  const found = proposals.length ? `${count(proposals.length, "claim")} proposed; nothing counts until you accept it.` : "No new claim was found in it; the document was kept.";
  return [already_there ? "This document was here already." : "", ...copies, found, dateOf(arrival)].filter(Boolean).join(" ");
}

export function AddDocument({ name }: { name: string }) {
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  // A server that keeps proposals with the case tells of them there.
  const [fresh, setFresh] = useState<Proposal[]>([]);
  const proposals = open.value?.proposals ?? fresh;
  const status = useRef<HTMLParagraphElement>(null);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const sheet = event.currentTarget as HTMLFormElement;
    const form = new FormData(sheet);
    const file = form.get("file") as File;
    setProblem("");
    setLast(null);
    if (file.size > MOST_BYTES) return setProblem(`"${file.name}" is larger than 10 MB; take the text out of it first.`);
    setBusy(true);
    setSaid(`Reading ${file.name} …`);
    try {
      const answer = await post<Arrival>(`cases/${part(name)}/documents`, form);
      setFresh(answer.proposals);
      setSaid(arrivalWords(answer));
      sheet.reset();
      void reload(name);
    } catch (error) {
      setSaid("");
      setProblem(sentence(error));
    }
    setBusy(false);
  };
  const decided = (proposal: Proposal) => (accepted: boolean) => {
    setFresh((all) => all.filter((one) => one.id !== proposal.id));
    setSaid(`${accepted ? "Accepted" : "Rejected"}: ${proposal.says}`);
    setLast(proposal.id);
    void reload(name);
    status.current?.focus(); // the button that had the focus is gone
  };
  const undo = async () => {
    try {
      await reopen(name, last!);
      setSaid("It waits again.");
    } catch (error) {
      setProblem(sentence(error));
    }
    setLast(null);
    status.current?.focus();
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
        <button type="submit" aria-disabled={busy}>{busy ? "Reading …" : "Read it"}</button>
      </form>
      <p role="status" class="soft" tabIndex={-1} ref={status}>{said} {last && !proposals.some((one) => one.id === last) && <button type="button" class="link" onClick={() => void undo()}>Undo</button>}</p>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <Proposals name={name} proposals={proposals} decided={decided} />
    </section>
  );
}
