// Made-up cases and runs, for working on the pages.
export const cases = [
  { name: "border", title: "The border economy, 2001-2019", claims: 6, documents: 3, editable: false },
  { name: "my-case", title: "My case", claims: 2, documents: 1, editable: true },
];

const documents = [
  { id: "S0", title: "Residents asked to support the mine", publisher: "Daily NK", date: "2018-02-23", has_text: true, claims: 3 },
  { id: "S2", title: "Workers sign in and leave", publisher: "Radio Free Asia", date: "2018-08-20", has_text: true, claims: 2 },
  { id: "usgs-2019-10", title: "Minerals Yearbook: North Korea", publisher: "US Geological Survey", date: "2019-10", has_text: false, claims: 1 },
];

const paragraphs = [
  "Residents of Musan are being asked for money so that the iron mine can run again, a source in North Hamgyong says.",
  "Smuggling by single people is booming 🚚 since the mine sells less abroad, a second source (무산군) adds. “Everybody carries something.”",
  "The price of rice stood at 5,200 won a kilogram in the third week of February.",
];

const claims = [
  ["S0-01", "Residents are asked for money so that the iron mine at Musan can run again.", null, null, "Musan", "2018-02", "C2", "S0", [], null],
  ["S0-25", "Smuggling by single people has grown fast since the mine sells less abroad.", "boom", null, "Musan", "2018-01/2018-02", "C3", "S0", ["S2-04"], null],
  ["S0-30", "A kilogram of rice costs 5,200 won.", 5200, "KPW/kg", "Musan", "2018-02", "B2", "S0", [], null],
  ["S2-01", "Workers sign in at the mine and leave for the market.", null, null, "Musan", "2018-08", "C3", "S2", [], null],
  ["S2-04", "Nobody smuggles any more since the new guards came.", null, null, "Musan", "2018-01/2018-02", "D4", "S2", ["S0-25"], null],
  ["U-01", "Rice at 5,200 won, as reported in February.", 5200, "KPW/kg", "Musan", "2018-02", "C3", "usgs-2019-10", [], "S0-30"],
].map(([id, says, value, unit, place, period, grade, document, conflicts, echo_of]) =>
  ({ id, says, value, unit, place, period, grade, document, status: "used", conflicts, echo_of }));

export const caseOf = (name) => ({ name, documents, claims, conflicts: [], echoes: [] });

export function claim(id) {
  const found = claims.find((one) => one.id === id) ?? claims[0];
  const quotes = { "S0-01": [0, 0, 86], "S0-25": [1, 0, 71], "S0-30": [2, 0, 46] };
  const spot = quotes[found.id];
  const text = spot && paragraphs[spot[0]];
  return {
    ...found,
    reason: "C: unnamed contact, of what the town lives by. 3: seen from one town; no one counts it.",
    origin_about: "A second resident of North Hamgyong, told apart in the same report",
    anchor: text ? { text_before: text.slice(0, spot[1]), quote: text.slice(spot[1], spot[2]), text_after: text.slice(spot[2]) } : null,
    why_no_anchor: text ? null : "The document's text is not at hand; start the app with --texts FOLDER.",
    beside: found.value === 5200 ? { observable: "grain_price", unit: "KPW/kg", model: { p5: 4600, p50: 5600, p95: 7100 }, reported: 5200, low: 5200, high: 5200, error_low: 3700, error_high: 7300, where: "Musan", period: "2018-02", percentile: 31,
      words: "The model gives 5,600 won, 90 % of its runs between 4,600 and 7,100; the report lies inside, at the 31st of 100 runs." } : null,
  };
}

export const document = (id) => ({
  ...documents.find((one) => one.id === id),
  text: id === "usgs-2019-10" ? null : paragraphs,
  claims: id === "S0" ? [{ id: "S0-01", paragraph: 0, start: 0, end: 86 }, { id: "S0-25", paragraph: 1, start: 0, end: 71 }, { id: "S0-30", paragraph: 2, start: 0, end: 46 }] : [],
});

export const proposed = {
  document: "new-1",
  already_there: false,
  near_copies: [{ document: "daily-2018", share: 0.8 }],
  proposals: [
    { id: "p1", says: "Rations at the mine end.", quote: "since March no rations have been given out at the mine", paragraph: 1, place: "Musan", period: "2018-03" },
    { id: "p2", says: "A kilogram of maize costs 2,100 won.", quote: "maize is at 2,100 won", paragraph: 2, value: "2,100 KPW/kg", number: 2100, unit: "KPW/kg", place: "Musan", period: "", rivals: ["p3"] },
    { id: "p3", says: "A kilogram of maize costs 2,100 won.", quote: "maize is at 2,100 won", paragraph: 2, value: "2,100 KPW/kg", number: 2100, unit: "KPW/kg", place: "Hoeryong", period: "", rivals: ["p2"] },
  ],
};

export const jobs = [
  { id: "r2", kind: "run", title: "Musan, 24 runs", state: "running", done: 7, total: 24, unit: "runs", left_s: 130, made: "2026-11-26", size: null },
  { id: "r1", kind: "comparison", title: "Full ban never made, beside as it happened", state: "done", done: 40, total: 40, unit: "runs", left_s: null, made: "2026-11-25", size: 8400000 },
  { id: "f1", kind: "fit", title: "Musan fitted to the border case", state: "stopped", done: 3, total: 8, unit: null, left_s: null, made: "2026-11-24", size: 31000000, resumable: true },
];

export function job(id) {
  const found = jobs.find((one) => one.id === id) ?? jobs[0];
  const name = (ending) => ({ name: `${id}.${ending}`, url: `api/jobs/${id}/files/${id}.${ending}`, size: 120000 });
  return { ...found, page: found.state === "done" ? `api/jobs/${id}/files/brief.html` : null,
    files: found.state === "done" ? [name("csv"), name("nc"), name("html")] : [],
    cite: "Tumen 0.1, scenario musan, 40 runs with seeds 1 to 40. Sources: Daily NK, Radio Free Asia, US Geological Survey; 2008 census." };
}

export function followJobs(send, response) {
  const running = { ...jobs[0] };
  const timer = setInterval(() => {
    running.done = Math.min(running.total, running.done + 1);
    running.left_s = (running.total - running.done) * 7;
    if (running.done === running.total) running.state = "done";
    send("job", running);
  }, 700);
  response.on("close", () => clearInterval(timer));
}
