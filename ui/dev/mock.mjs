// Serves the built pages under the app's own security headers and makes up answers, to work on the pages
// without the simulator: `npm run build && npm run mock`, then open http://127.0.0.1:8899/.
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as made from "./made-up.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const built = resolve(process.env.UI_OUT ?? join(here, "../dist"));
const port = Number(process.env.PORT ?? 8899);
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; " +
  "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".txt": "text/plain" };

/** Ticks for which the rough picture stands alone. */
const PAUSES = 6;

const questions = new Map();
let asked = 0;

const json = (response, data, status = 200) => {
  response.writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" });
  response.end(JSON.stringify(data));
};

async function body(request) {
  let text = "";
  for await (const piece of request) text += piece;
  return text;
}

function events(response) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  return (name, data) => response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

function answer(id, response) {
  const question = questions.get(id);
  if (!question) return json(response, { error: "There is no such question any more; ask again." }, 404);
  const send = events(response);
  send("start", made.start(question));
  let done = -PAUSES;
  const timer = setInterval(() => {
    done += 1;
    if (!questions.has(id)) return clearInterval(timer), response.end();
    if (done === 1 - PAUSES) send("bands", made.bands(question, 1, true));
    // As the server does: a part of the round is told once it says more than the rough picture.
    if (done < Math.min(4, question.runs)) return;
    send("bands", made.bands(question, done));
    if (done < question.runs) return;
    clearInterval(timer);
    send("flows", made.flows(question));
    send("done", { seconds: done * 0.15 });
    response.end();
  }, 150);
  response.on("close", () => clearInterval(timer));
}

async function api(request, response, path, query) {
  const [what, id, more, last] = path.split("/").map(decodeURIComponent);
  const method = request.method;
  if (path === "scenarios") return json(response, made.scenarios);
  if (what === "scenarios") return json(response, made.scenario(id));
  if (path === "map") return json(response, made.map);
  if (path === "whatif" && method === "POST") {
    const question = JSON.parse(await body(request));
    const twice = made.clash(question);
    if (twice) return json(response, { error: twice }, 422);
    questions.delete(question.replaces);
    asked += 1;
    questions.set(`q${asked}`, question);
    return json(response, { id: `q${asked}` }, 201);
  }
  if (what === "whatif" && more === "events") return answer(id, response);
  if (what === "whatif" && more === "diary") return json(response, made.diary(query));
  if (what === "whatif" && method === "DELETE") {
    questions.delete(id);
    response.writeHead(204);
    return response.end();
  }
  if (path === "cases") return json(response, method === "POST" ? made.cases[1] : made.cases);
  if (what === "cases" && !more) return json(response, made.caseOf(id));
  if (more === "claims") return json(response, made.claim(last));
  if (more === "documents" && method === "POST") return json(response, made.proposed);
  if (more === "documents") return json(response, made.document(last));
  if (more === "proposals") return json(response, {});
  if (path === "jobs/events") return made.followJobs(events(response), response);
  if (path === "jobs") return json(response, method === "POST" ? { id: "r3" } : made.jobs);
  if (what === "jobs" && method === "GET" && !more) return json(response, made.job(id));
  if (what === "jobs") return json(response, {});
  return json(response, { error: `The made-up server has no ${path}.` }, 404);
}

createServer(async (request, response) => {
  response.setHeader("Content-Security-Policy", CSP);
  response.setHeader("X-Content-Type-Options", "nosniff");
  const url = new URL(request.url, "http://localhost");
  if (url.pathname.startsWith("/api/")) return api(request, response, url.pathname.slice(5), url.searchParams);
  const file = join(built, url.pathname === "/" ? "index.html" : url.pathname);
  if (!file.startsWith(built) || !existsSync(file)) return json(response, { error: "Not found." }, 404);
  response.writeHead(200, { "Content-Type": TYPES[extname(file)] ?? "application/octet-stream" });
  response.end(readFileSync(file));
}).listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port}/`));
