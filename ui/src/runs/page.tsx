// The page "Runs": what runs or ran, how far it is, and what can be taken from it.

import { useEffect, useRef, useState } from "preact/hooks";
import { leaving } from "../focus";
import type { Job } from "../types";
import { bytes, count, dateWords, humanise, seconds } from "../words";
import { EMPTY, writeRoute } from "../route";
import { route } from "../whatif/state";
import { JobFiles } from "./job";
import { LIST, NewJob } from "./starting";
import { follow, jobs, load, problem, tell } from "./state";

/** With its entry the button that was pressed is gone: reading goes on at the list's heading. */
async function take(id: string): Promise<void> {
  await tell(id, "delete");
  if (!jobs.value?.some((job) => job.id === id)) document.getElementById(LIST)?.focus();
}

/** How much is done, where it is counted at all. */
function doneWords({ done, total, unit }: Job): string {
  if (!unit || !(total > 0)) return "";
  return unit === "percent" ? `${Math.round((100 * done) / total)} %` : `${done} of ${total}`;
}

const STATES: Record<Job["state"], string> = { running: "Running", done: "Done", stopped: "Stopped", failed: "Failed", deleted: "Deleted" };

function Delete({ job }: { job: Job }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" class="quiet" aria-label={`Delete: ${job.title}`} onClick={() => dialog.current?.showModal()}>Delete</button>
      <dialog ref={dialog} aria-label="Delete?">
        <p>Delete "{job.title}"{job.size ? ` and its ${bytes(job.size)} of files` : ""}? It cannot be brought back, only run again.</p>
        <p class="choice">
          <button type="button" class="danger" onClick={() => { dialog.current?.close(); void take(job.id); }}>Delete it</button>
          <button type="button" onClick={() => dialog.current?.close()}>Keep it</button>
        </p>
      </dialog>
    </>
  );
}

function One({ job }: { job: Job }) {
  const open = route.value.job === job.id;
  const address = writeRoute({ ...EMPTY, page: "runs", job: open ? "" : job.id });
  return (
    <li class={`job ${job.state}`}>
      <div class="head">
        <div>
          <p class="kicker">{humanise(job.kind)}</p>
          <h3><a id={`job-${job.id}`} href={address} aria-expanded={open}>{job.title}</a></h3>
          <p class="soft">{[job.folder !== job.title && job.folder, job.made && dateWords(job.made.slice(0, 10)), bytes(job.size)].filter(Boolean).join(" · ")}</p>
        </div>
        <div class="how">
          <p><b>{STATES[job.state]}</b> {job.state === "running" && doneWords(job)} <span class="soft">{job.state === "running" && seconds(job.left_s)}</span></p>
          {job.state === "running" && doneWords(job) && <progress max={job.total} value={job.done} aria-label={`${job.title}: done`} />}
          <p class="choice">
            {job.state === "running" && <button type="button" id={`stop-${job.id}`} ref={leaving(`resume-${job.id}`, `job-${job.id}`)} aria-label={`Stop: ${job.title}`} onClick={() => void tell(job.id, "stop")}>Stop</button>}
            {job.resumable && <button type="button" id={`resume-${job.id}`} ref={leaving(`stop-${job.id}`, `job-${job.id}`)} aria-label={`Resume: ${job.title}`} onClick={() => void tell(job.id, "resume")}>Resume</button>}
            {job.state !== "running" && <Delete job={job} />}
          </p>
        </div>
      </div>
      {job.error && <p class="problem" role="alert">{job.error}</p>}
      {open && <JobFiles id={job.id} state={job.state} />}
    </li>
  );
}

export function RunsPage() {
  const [starting, setStarting] = useState(false);
  useEffect(() => {
    void load();
    return follow();
  }, []);
  const all = jobs.value;
  const running = all?.filter((job) => job.state === "running").length ?? 0;
  return (
    <div class="runs">
      <div class="opening">
        <div>
          <p class="kicker">Runs</p>
          <h1>Runs, fits and comparisons</h1>
          <p class="lead">What takes longer than a look: more people, more runs, a fit to the evidence. They go on while the pages are closed, as long as the app runs, and can be stopped and resumed.</p>
        </div>
      </div>
      <p class="choice"><button type="button" aria-expanded={starting} onClick={() => setStarting(!starting)}>{starting ? "Close" : "Start a run, fit or comparison"}</button></p>
      {starting && <NewJob onDone={() => { setStarting(false); document.getElementById(LIST)?.focus(); void load(); }} />}
      {problem.value && <p class="problem" role="alert">{problem.value}</p>}
      <h2 id={LIST} tabIndex={-1}>In this folder</h2>
      <p class="soft" role="status">{all ? (all.length ? `${count(all.length, "entry", "entries")}, ${running} running.` : "Nothing was run yet.") : "Reading …"}</p>
      <ul class="jobs">{all?.map((job) => <One key={job.id} job={job} />)}</ul>
    </div>
  );
}
