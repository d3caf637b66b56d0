// What a finished run leaves: its page, its files, how to cite it.

import { useEffect, useState } from "preact/hooks";
import { aborted, get, part, sentence } from "../api";
import type { JobDetail } from "../types";
import { bytes } from "../words";

export function JobFiles({ id, state }: { id: string; state: string }) {
  const [job, setJob] = useState<JobDetail | null>(null);
  const [problem, setProblem] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    get<JobDetail>(`jobs/${part(id)}`, stop.signal).then(setJob, (error) => { if (!aborted(error)) setProblem(sentence(error)); });
    return () => stop.abort();
  }, [id, state]);
  if (problem) return <p class="problem" role="alert">{problem}</p>;
  if (!job) return <p class="soft" role="status">Reading …</p>;
  return (
    <div class="files">
      {job.page && <p><a href={job.page} target="_blank" rel="noopener">Read its page</a> <span class="soft">(opens beside this one)</span></p>}
      {job.files.length > 0
        ? <ul>{job.files.map((file) => <li key={file.name}><a href={file.url} download>{file.name}</a> <span class="soft">{bytes(file.size)}</span></li>)}</ul>
        : <p class="soft">No files yet.</p>}
      {job.cite && <><h4>Sources and how to cite</h4><p class="cite">{job.cite}</p></>}
    </div>
  );
}
