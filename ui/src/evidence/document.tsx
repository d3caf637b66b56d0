// A document's text with the claims' quotes marked in it.

import { useEffect, useState } from "preact/hooks";
import { aborted, get, part, sentence } from "../api";
import type { DocumentDetail } from "../types";
import { periodWords } from "../words";
import { Grade } from "./claims";
import { pieces } from "./marking";
import { addressOf, open, show } from "./state";

export function Document({ name, id }: { name: string; id: string }) {
  const [document, setDocument] = useState<DocumentDetail | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    get<DocumentDetail>(`cases/${part(name)}/documents/${part(id)}`, stop.signal).then(setDocument, (error) => { if (!aborted(error)) setProblem(sentence(error)); });
    return () => stop.abort();
  }, [name, id]);
  if (problem) return <p class="problem" role="alert">{problem}</p>;
  if (!document) return <p class="soft" role="status">Reading the document …</p>;
  const claims = open.value?.claims.filter((claim) => claim.document === id) ?? [];
  return (
    <article aria-labelledby="document-title">
      <p class="kicker">Document {document.id}</p>
      <h2 id="document-title" tabIndex={-1}>{document.title || document.id}</h2>
      <p class="soft">{[document.publisher, periodWords(document.date) || "no date known"].filter(Boolean).join(", ")}</p>
      {document.text ? (
        <div class="text">
          {document.text.map((paragraph, number) => (
            <p key={number}>
              {pieces(paragraph, document.claims.filter((claim) => claim.paragraph === number)).map((piece, rank) =>
                piece.claim
                  ? <mark key={rank}><a href={addressOf({ claim: piece.claim })} title={`Claim ${piece.claim}`}>{piece.text}</a></mark>
                  : piece.text)}
            </p>
          ))}
        </div>
      ) : <p class="nothing">The text is not at hand: it is under its publisher's copyright and does not come with Tumen.</p>}
      <h3>Claims taken from it</h3>
      <ul>{claims.map((claim) => <li key={claim.id}><Grade grade={claim.grade} /> <button type="button" class="link" onClick={() => show({ claim: claim.id })}>{claim.says}</button></li>)}</ul>
    </article>
  );
}
