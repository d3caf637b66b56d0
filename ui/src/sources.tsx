// Where a number comes from, said beside it: opened in place, not in another tab.

import { useState } from "preact/hooks";
import { get, part, sentence } from "./api";
import { Grade } from "./evidence/claims";
import { EMPTY, writeRoute } from "./route";
import type { CaseDetail, CaseLine } from "./types";
import { periodWords } from "./words";

let reading: Promise<CaseDetail | null> | null = null;

/** The case that comes with Tumen and holds the claims that declarations name. */
function ledger(): Promise<CaseDetail | null> {
  reading ??= get<CaseLine[]>("cases").then((cases) => {
    const bundled = cases.find((one) => !one.editable) ?? cases[0];
    return bundled ? get<CaseDetail>(`cases/${part(bundled.name)}`) : null;
  });
  reading.catch(() => (reading = null));
  return reading;
}

export function idsIn(source: string): string[] {
  return [...new Set(source.match(/\b(?:S\d{1,3}(?:-\d+)?|F\d{3,5})\b/g) ?? [])];
}

export function isAssumption(source: string): boolean {
  return source.trim() === "assumption";
}

export function Sources({ source }: { source: string }) {
  const [found, setFound] = useState<CaseDetail | null>(null);
  const [said, setSaid] = useState("");
  const ids = idsIn(source);
  if (isAssumption(source)) return <span class="source">An assumption.</span>;
  if (!ids.length) return <span class="source">From {source.replace(/\bassumption\b/g, "an assumption")}.</span>;
  const read = async () => {
    if (found) return;
    setSaid("Reading …");
    try {
      setFound(await ledger());
      setSaid("");
    } catch (error) {
      setSaid(sentence(error));
    }
  };
  const link = (wish: { claim?: string; document?: string }, words: string) =>
    <a href={writeRoute({ ...EMPTY, page: "evidence", case: found?.name ?? "", ...wish })}>{words}</a>;
  return (
    <details class="source" onToggle={(event) => event.currentTarget.open && void read()}>
      <summary>From {source.replace(/\bassumption\b/g, "an assumption")}</summary>
      {said && <p>{said}</p>}
      {found && (
        <ul>
          {ids.map((id) => {
            const claim = found.claims.find((one) => one.id === id);
            const document = found.documents.find((one) => one.id === id);
            if (claim) return <li key={id}><Grade grade={claim.grade} /> {claim.says} {link({ claim: id }, id)}</li>;
            if (document) return <li key={id}>{document.title || document.publisher}, {[document.title && document.publisher, periodWords(document.date)].filter(Boolean).join(", ")} {link({ document: id }, id)}</li>;
            return <li key={id}>{id} is not in the case at hand; see the sources of the documentation.</li>;
          })}
        </ul>
      )}
    </details>
  );
}
