// One claim: the quote in its text, its grade and why, echoes, conflicts, and the model beside it.

import { useEffect, useState } from "preact/hooks";
import { aborted, get, part, sentence } from "../api";
import { leaving } from "../focus";
import type { ClaimDetail } from "../types";
import { amount, periodWords } from "../words";
import { Beside } from "./beside";
import { Grade } from "./claims";
import { gradeWords, open, reopen, show, useWords } from "./state";

function Other({ id, why }: { id: string; why: string }) {
  const claim = open.value?.claims.find((one) => one.id === id);
  return (
    <li>{why} <button type="button" class="link" onClick={() => show({ claim: id })}>{id}</button>{claim && <>: {claim.says} <Grade grade={claim.grade} /></>}</li>
  );
}

function TakeBack({ name, proposal }: { name: string; proposal: string }) {
  const [problem, setProblem] = useState("");
  const take = () => reopen(name, proposal).then(() => show({}), (error) => setProblem(sentence(error)));
  return (
    <>
      <p class="soft">You accepted this claim. <button type="button" class="link" ref={leaving("claims")} onClick={() => void take()}>Take it back</button> and it waits among the proposals again.</p>
      {problem && <p class="problem" role="alert">{problem}</p>}
    </>
  );
}

export function valueWords(value: string | number | null | undefined, unit: string | null | undefined): string {
  if (value == null || value === "") return "";
  if (typeof value === "number") return amount(value, unit ?? "");
  return value;
}

export function Claim({ name, id }: { name: string; id: string }) {
  const [claim, setClaim] = useState<ClaimDetail | null>(null);
  const [compared, setCompared] = useState(false);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    const path = `cases/${part(name)}/claims/${part(id)}`;
    const read = async () => {
      try {
        // The words at once; the model beside them takes some seconds.
        setClaim(await get<ClaimDetail>(`${path}?model=false`, stop.signal));
        setClaim(await get<ClaimDetail>(path, stop.signal));
        setCompared(true);
      } catch (error) {
        if (!aborted(error)) setProblem(sentence(error));
      }
    };
    void read();
    return () => stop.abort();
  }, [name, id]);
  if (problem) return <p class="problem" role="alert">{problem}</p>;
  if (!claim) return <p class="soft" role="status">Reading the claim …</p>;
  const echoes = open.value?.claims.filter((one) => one.echo_of === claim.id) ?? [];
  const document = open.value?.documents.find((one) => one.id === claim.document);
  const value = valueWords(claim.value, claim.unit);
  const facts: [string, string | null | undefined][] = [
    ["Amount", value],
    ["Corrected", claim.corrected],
    ["Place", claim.place],
    ["Period", periodWords(claim.period)],
    ["Origin", claim.origin_about || claim.origin],
    ["Use", [useWords(claim.status), claim.status === "fit" ? "" : claim.why].filter(Boolean).join(": ")],
  ];
  return (
    <article aria-labelledby="claim-title">
      <p class="kicker">Claim {claim.id}</p>
      <h2 id="claim-title" tabIndex={-1}>{claim.says}</h2>
      <p><Grade grade={claim.grade} said /> {gradeWords(claim.grade)}.{claim.reason && <span class="soft"> {claim.reason}</span>}</p>
      {claim.anchor
        ? <blockquote>{claim.anchor.text_before}<mark>{claim.anchor.quote}</mark>{claim.anchor.text_after}</blockquote>
        : <p class="nothing">{claim.why_no_anchor ?? "The quote was not found in a text."}</p>}
      <p class="soft">From <button type="button" class="link" onClick={() => show({ document: claim.document })}>{document?.title || claim.document}</button>{document && `, ${[document.publisher, periodWords(document.date)].filter(Boolean).join(", ")}`}</p>
      <dl class="facts">{facts.filter(([, words]) => words).map(([what, words]) => [<dt key={what}>{what}</dt>, <dd key={`${what}-is`}>{words}</dd>])}</dl>
      {(claim.conflicts.length > 0 || claim.echo_of || echoes.length > 0) && (
        <>
          <h3>Beside other claims</h3>
          <ul>
            {claim.echo_of && <Other id={claim.echo_of} why="Repeats, and is not counted again:" />}
            {echoes.map((one) => <Other key={one.id} id={one.id} why="Repeated by" />)}
            {claim.conflicts.map((other) => <Other key={other} id={other} why="In conflict with" />)}
          </ul>
        </>
      )}
      {claim.proposal && <TakeBack name={name} proposal={claim.proposal} />}
      <h3>What the model says</h3>
      {claim.beside ? <Beside beside={claim.beside} /> : !compared ? <p class="soft" role="status">Asking the model …</p> : <p class="soft">Nothing that the model measures can be set beside this claim.</p>}
    </article>
  );
}
