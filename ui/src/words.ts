// Numbers, dates and counts in words.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export const BASELINE = "as-it-happened";
/** A run's own past, never what was measured. */
export const BASELINE_TITLE = "Baseline (simulated)";

export function isShare(unit: string): boolean {
  return unit === "share" || unit.startsWith("share ");
}

/** Three significant digits, thousands set apart, a true minus. */
export function plain(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e9) return `${plain(value / 1e9)} billion`;
  if (size >= 1e6) return `${plain(value / 1e6)} million`;
  const digits = Math.max(0, 2 - Math.floor(Math.log10(size)));
  const rounded = size >= 1000 ? Number(size.toPrecision(3)) : Number(size.toFixed(Math.min(digits, 6)));
  const said = rounded.toLocaleString("en-GB", { maximumFractionDigits: Math.min(digits, 6) });
  return value < 0 ? `−${said}` : said;
}

/** A short number for an axis: 1.2 M, 30 k. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${plain(value / 1e9)} bn`;
  if (size >= 1e6) return `${plain(value / 1e6)} M`;
  if (size >= 1e4) return `${plain(value / 1e3)} k`;
  return plain(value);
}

export function amount(value: number | null | undefined, unit: string): string {
  if (value == null || !Number.isFinite(value)) return "–";
  if (isShare(unit)) return `${plain(value * 100)} %`;
  return isBare(unit) ? plain(value) : `${plain(value)} ${unit}`;
}

export function isBare(unit: string): boolean {
  return unit === "" || unit === "ratio" || unit === "index" || unit === "0 or 1" || unit === "0 to 1";
}

/** A number without its unit, as it stands in a range or a table. */
export function bare(value: number | null | undefined, unit: string): string {
  if (value == null || !Number.isFinite(value)) return "–";
  return plain(isShare(unit) ? value * 100 : value);
}

export function unitWord(unit: string): string {
  if (unit === "share") return "%";
  if (unit.startsWith("share ")) return `% ${unit.slice(6)}`;
  return isBare(unit) ? "" : unit;
}

export function signed(value: number, unit: string): string {
  const size = Math.abs(value);
  const said = isShare(unit) ? `${plain(size * 100)} points` : amount(size, unit);
  if (value === 0) return "no difference";
  return `${value > 0 ? "+" : "−"}${said}`;
}

export function signedBare(value: number, unit: string): string {
  const scaled = isShare(unit) ? value * 100 : value;
  return `${scaled > 0 ? "+" : ""}${plain(scaled)}`;
}

/** "2016-04" or "2016-04-05" as "Apr 2016" or "5 April 2016". */
export function dateWords(date: string | null | undefined): string {
  if (!date) return "";
  const [year, month, day] = date.split("-");
  const name = MONTHS[Number(month) - 1];
  if (!name) return date;
  return day ? `${Number(day)} ${name} ${year}` : `${name.slice(0, 3)} ${year}`;
}

/** "2017-08" or "2017-08-15" as "August 2017". */
export function monthWords(date: string | null | undefined): string {
  const [year, month] = (date ?? "").split("-");
  const name = MONTHS[Number(month) - 1];
  return name ? `${name} ${year}` : date ?? "";
}

const UNKNOWN = "unknown";
/** Parts of a year, by the numbers that EDTF gives them in the place of a month. */
const PARTS: Record<string, string> = {
  21: "spring", 22: "summer", 23: "autumn", 24: "winter",
  33: "first quarter of", 34: "second quarter of", 35: "third quarter of", 36: "fourth quarter of",
};
const DOUBTS: Record<string, string> = { "~": "about ", "?": "perhaps ", "%": "perhaps about " };

/** One date of an EDTF period: "2012-35" as "third quarter of 2012", "201X" as "2010s"; what has no words stays. */
function edtfDate(said: string): string {
  const doubt = DOUBTS[said.at(-1) ?? ""] ?? "";
  const date = (doubt ? said.slice(0, -1) : said).replace(/(-XX)+$/, "");
  if (/^\d{3}X$/.test(date)) return `${doubt}${date.slice(0, 3)}0s`;
  const [year, month = "", day] = date.split("-");
  const part = day ? undefined : PARTS[month];
  return doubt + (part ? `${part} ${year}` : dateWords(date));
}

/** EDTF in words: "2018-01~/2018-02" as "about Jan 2018 to Feb 2018", "../.." as "unknown". */
export function periodWords(period: string | null | undefined): string {
  const open = (date: string | undefined) => !date || date === "..";
  const [from = "", to] = (period ?? "").split("/");
  if (to === undefined) return from === ".." ? UNKNOWN : edtfDate(from);
  if (open(from)) return open(to) ? UNKNOWN : `until ${edtfDate(to)}`;
  return open(to) ? `from ${edtfDate(from)} on` : `${edtfDate(from)} to ${edtfDate(to)}`;
}

/** A period that stands among other words: there "unknown" alone does not say what is. */
export function periodNote(period: string | null | undefined): string {
  const words = periodWords(period);
  return words === UNKNOWN ? "period unknown" : words;
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${plain(number)} ${number === 1 ? one : many}`;
}

export function sampleWords(share: number): string {
  if (share >= 1) return "everyone simulated";
  return `a sample of 1 in ${plain(Math.round(1 / share))}`;
}

export function progressWords(done: number, runs: number, share: number): string {
  return `${done} of ${count(runs, "run")}, ${sampleWords(share)}`;
}

export function humanise(name: string): string {
  const words = name.replace(/[_-]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Declarations' texts end in a full stop; as a label they should not. */
export function label(doc: string): string {
  const first = doc.split(/(?<=[a-z0-9)])[.;:] /)[0] ?? doc;
  return first.replace(/\.$/, "");
}

export function seconds(left: number | null | undefined): string {
  if (left == null || !Number.isFinite(left)) return "";
  if (left < 90) return `about ${Math.max(1, Math.round(left))} s left`;
  if (left < 5400) return `about ${Math.round(left / 60)} min left`;
  return `about ${plain(left / 3600)} h left`;
}

export function bytes(size: number | string | null | undefined): string {
  if (size == null) return "";
  if (typeof size === "string") return size;
  if (size < 1024) return `${size} B`;
  if (size < 1024 ** 2) return `${plain(size / 1024)} KB`;
  return size < 1024 ** 3 ? `${plain(size / 1024 ** 2)} MB` : `${plain(size / 1024 ** 3)} GB`;
}

/** A step fine enough for the range and coarse enough for round numbers. */
export function stepOf(low: number, high: number): number {
  const span = high - low;
  if (!(span > 0)) return 1;
  return 10 ** Math.floor(Math.log10(span / 50));
}
