// The page "Evidence": documents and claims of a case on the left, one of them on the right.

import { useEffect, useRef, useState } from "preact/hooks";
import { leaving } from "../focus";
import { count, periodWords } from "../words";
import { route } from "../whatif/state";
import { AddDocument } from "./adding";
import { Claim } from "./claim";
import { ClaimList } from "./claims";
import { Document } from "./document";
import { cases, loadCase, loadCases, newCase, open, problem, show } from "./state";

function CaseOfOnesOwn() {
  const [name, setName] = useState("");
  return (
    <details>
      <summary>A case of your own</summary>
      <form class="adding" onSubmit={(event) => { event.preventDefault(); if (name) void newCase(name); }}>
        <label class="field">Name <input value={name} required pattern="[a-z0-9][a-z0-9\-]*" title="small letters, digits and hyphens" placeholder="my-case" onInput={(event) => setName(event.currentTarget.value)} /></label>
        <button type="submit" ref={leaving("case-title")} disabled={!name}>Make it</button>
      </form>
    </details>
  );
}

function Documents() {
  const shown = open.value!.documents;
  return (
    <details open={shown.length < 12 || undefined}>
      <summary>Documents <span class="soft">{shown.length}</span></summary>
      <ul class="documents">
        {shown.map((document) => (
          <li key={document.id}>
            <button type="button" class="link" aria-current={route.value.document === document.id ? "true" : undefined} onClick={() => show({ document: document.id })}>{document.title || document.id}</button>
            <small>{[document.publisher, periodWords(document.date) || "no date known", count(document.claims, "claim"), document.has_text ? "text at hand" : ""].filter(Boolean).join(" · ")}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function EvidencePage() {
  const name = route.value.case || cases.value?.[0]?.name || "";
  useEffect(() => void loadCases(), []);
  useEffect(() => { if (name) void loadCase(name); }, [name]);
  const reading = useRef<HTMLDivElement>(null);
  const read = route.value.claim || route.value.document;
  const here = open.value?.name === name;
  useEffect(() => {
    if (!read || !here || !matchMedia("(max-width: 820px)").matches) return;
    // On a narrow screen what was chosen stands above the list; its heading comes once it was read.
    const panel = reading.current;
    const toHeading = () => {
      const heading = panel?.querySelector<HTMLElement>("h2");
      heading?.focus({ preventScroll: true });
      panel?.scrollIntoView();
      return !!heading;
    };
    if (!panel || toHeading()) return;
    const watch = new MutationObserver(() => toHeading() && watch.disconnect());
    watch.observe(panel, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [read, here]);
  const line = cases.value?.find((one) => one.name === name);
  const detail = open.value?.name === name ? open.value : null;
  return (
    <div class="evidence">
      <div class="opening">
        <div>
          <p class="kicker">Evidence</p>
          <h1 id="case-title" tabIndex={-1}>{line?.title ?? "What was reported"}</h1>
          <p class="lead">Claim by claim: who said it, how sure one may be, where it stands in the text, and what the model says beside it. Echoes count once; conflicts are shown side by side.</p>
        </div>
        {cases.value && cases.value.length > 0 && (
          <label class="field">Case
            <select value={name} onChange={(event) => show({ case: event.currentTarget.value })}>
              {cases.value.map((one) => <option key={one.name} value={one.name}>{one.title} ({count(one.claims, "claim")})</option>)}
            </select>
          </label>
        )}
      </div>
      {line?.problem && <p class="problem" role="alert">{line.problem}</p>}
      {problem.value && <p class="problem" role="alert">{problem.value}</p>}
      {!detail && !problem.value && <p class="waiting" role="status">Reading the case …</p>}
      {detail && (
        <div class="two">
          <div class="list">
            <ClaimList claims={detail.claims} />
            <Documents />
            {line?.editable
              ? <AddDocument name={name} />
              : <p class="soft">This case comes with Tumen and is not changed here. To add documents, make a case of your own.</p>}
            <CaseOfOnesOwn />
          </div>
          <div class="reading" ref={reading}>
            {route.value.claim ? <Claim key={route.value.claim} name={name} id={route.value.claim} />
              : route.value.document ? <Document key={route.value.document} name={name} id={route.value.document} />
              : <p class="soft">Choose a claim or a document to read it here.</p>}
          </div>
        </div>
      )}
    </div>
  );
}
