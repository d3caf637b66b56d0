// Runs, fits and comparisons on this computer, kept fresh by the server's messages.

import { signal } from "@preact/signals";
import { get, part, post, remove, sentence } from "../api";
import type { Job } from "../types";

export const jobs = signal<Job[] | null>(null);
export const problem = signal("");

export async function load(): Promise<void> {
  try {
    jobs.value = await get<Job[]>("jobs");
    problem.value = "";
  } catch (error) {
    problem.value = sentence(error);
  }
}

export function follow(): () => void {
  const events = new EventSource("api/jobs/events", { withCredentials: true });
  events.addEventListener("job", (event) => {
    const news = JSON.parse((event as MessageEvent<string>).data) as Partial<Job> & { id: string };
    const known = jobs.value?.some((job) => job.id === news.id);
    const ended = jobs.value?.some((job) => job.id === news.id && job.state !== news.state);
    if ((!known || ended) && news.state !== "deleted") return void load(); // why it ended, and whether it can go on, are not in the news
    jobs.value = (jobs.value ?? []).filter((job) => job.id !== news.id || news.state !== "deleted").map((job) => (job.id === news.id ? { ...job, ...news } : job));
  });
  return () => events.close();
}

export async function tell(id: string, what: "stop" | "resume" | "delete"): Promise<void> {
  try {
    if (what === "delete") await remove(`jobs/${part(id)}`);
    else await post(`jobs/${part(id)}/${what}`);
    await load();
  } catch (error) {
    problem.value = sentence(error);
  }
}
