// Calls to the local server. Paths are relative, so that the app may live under any base path.

export class Refusal extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

async function refusal(answer: Response): Promise<Refusal> {
  const said = await answer.json().catch(() => null);
  const fallback = `The server answered ${answer.status}; is "tumen app" still running? Restart it and open the address it prints.`;
  return new Refusal(typeof said?.error === "string" ? said.error : fallback, answer.status);
}

async function call(path: string, init?: RequestInit): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(`api/${path}`, { credentials: "same-origin", ...init });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refusal('The local server does not answer. Start "tumen app" again and open the address it prints.', 0);
  }
  if (!answer.ok) throw await refusal(answer);
  return answer;
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await call(path, { signal })).json();
}

export async function post<T>(path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const init: RequestInit = { method: "POST", signal };
  if (body instanceof FormData) init.body = body;
  else if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "Content-Type": "application/json" };
  }
  const answer = await call(path, init);
  const text = await answer.text();
  return (text ? JSON.parse(text) : {}) as T;
}

export async function remove(path: string): Promise<void> {
  await call(path, { method: "DELETE" });
}

/** A file made on demand, with the name the server gives it. */
export async function fetchFile(path: string, fallback: string): Promise<void> {
  const answer = await call(path, { method: "POST" });
  const name = /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? fallback;
  save(await answer.blob(), name);
}

export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export const part = encodeURIComponent;

export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function aborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
