// The answer to take away.

import { useState } from "preact/hooks";
import { fetchFile, part, sentence } from "../api";
import * as question from "./question";
import { scenario } from "./state";

export function Downloads() {
  const [problem, setProblem] = useState("");
  const [said, setSaid] = useState("");
  const id = question.id.value;
  if (!id || !question.start.value) return null;
  const link = (ending: string, title: string) => <a key={ending} href={`api/whatif/${part(id)}/export.${ending}`} download>{title}</a>;
  const brief = async () => {
    setSaid("Writing the brief …");
    setProblem("");
    try {
      await fetchFile(`whatif/${part(id)}/brief`, `${scenario.value!.name}-brief.html`);
    } catch (error) {
      setProblem(sentence(error));
    }
    setSaid("");
  };
  const copy = async () => {
    await navigator.clipboard.writeText(location.href).then(() => setSaid("Copied."), () => setSaid("Copy the address above the page: it holds the whole question."));
  };
  return (
    <section aria-labelledby="take">
      <h2 id="take">Take it away</h2>
      <p class="choice">
        {link("csv", "Figures as CSV")}
        {link("nc", "Figures as NetCDF")}
        {question.asked.value.policies.map(({ name, title }) => link(`toml?policy=${part(name)}`, `Policy "${title}" as a file`))}
        <button type="button" onClick={() => void brief()}>One-file brief</button>
        <button type="button" onClick={() => void copy()}>Copy the link</button>
      </p>
      <p role="status" class="soft">{said}</p>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <p class="soft">CSV: the bands by month, line and observable, with their number of runs. NetCDF: every run, and the question. The brief: headline figures, charts, what differs and the question. A policy's file: that policy alone, for <code>tumen compare</code>. Charts are saved below each chart.</p>
      <p class="soft">To cite: Tumen (CITATION.cff), the scenario's name and the link, which holds the question{question.asked.value.fit && "; the fit is only named in it, so send its folder too"}.</p>
    </section>
  );
}
