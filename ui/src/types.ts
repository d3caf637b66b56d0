// What the local server says and is told; the shapes of its JSON.

export type Measure =
  | { kind: "lever"; lever: string; value: number; from: string; to: string | null; places: string[] }
  | { kind: "instrument"; match: string; action: "remove" | "exempt" | "enforce"; from?: string; to?: string | null; endless?: boolean; exemption?: number; quota?: number }
  | { kind: "closure"; from: string; to: string | null; match?: string }
  | { kind: "without"; change: string };

export interface Policy {
  name: string;
  title: string;
  measures: Measure[];
}

export interface BundledPolicy extends Policy {
  about: string;
  who: string;
  differs: string[];
  does_nothing: boolean;
  why?: string;
}

export interface Declared {
  name: string;
  doc: string;
  unit: string;
  low: number;
  high: number;
  default: number;
  source: string;
  group?: string;
}

export interface Lever extends Declared {
  places: boolean;
  readers: string[];
}

export interface Belief extends Declared {
  mechanism: string;
  reads: string[];
  switch: boolean;
  from_evidence: boolean;
}

export interface Place {
  name: string;
  title: string;
  korean: string;
  lat: number;
  lon: number;
  population: number;
}

export interface Crossing {
  name: string;
  title: string;
  place: string;
  opposite: string;
  lat: number;
  lon: number;
}

export interface HappeningEvent {
  name: string;
  date: string;
  kind: "input" | "outcome";
  about?: string;
}

export interface Instrument {
  name: string;
  title: string;
  commodity?: string;
  from: string;
  to: string | null;
  about?: string;
}

export interface Change {
  name: string;
  from: string;
  to: string | null;
  about?: string;
}

export interface ChartAbout {
  observable: string;
  title: string;
  unit: string;
  over_time: "sum" | "mean" | "last";
  doc: string;
  /** Whether places are added up, their mean is taken, or it is told of the whole country. */
  over_places: "sum" | "mean" | "country";
}

export interface ScenarioLine {
  name: string;
  title: string;
  about: string;
  start: string;
  end: string;
}

export interface Scenario extends ScenarioLine {
  places: Place[];
  crossings: Crossing[];
  events: HappeningEvent[];
  policies: BundledPolicy[];
  levers: Lever[];
  beliefs: Belief[];
  charts: ChartAbout[];
  headlines: { name: string; title: string; unit: string }[];
  fits: { id: string; title: string }[];
  instruments?: Instrument[];
  changes?: Change[];
  /** Observables that can be put on the map. */
  map?: string[];
}

export type Numbers = (number | null)[];

export interface Band {
  p5: Numbers;
  p25: Numbers;
  p50: Numbers;
  p75: Numbers;
  p95: Numbers;
}

export interface Interval {
  p5: number;
  p50: number;
  p95: number;
}

export interface Headline {
  name: string;
  title: string;
  unit: string;
  /** Of whom it is: "whole country", "5 places, 1,190,000 residents". */
  where?: string;
  baseline: Interval;
  policies: Record<string, { value: Interval; difference: Interval }>;
}

export interface Start {
  months: string[];
  runs: number;
  share: number;
  from_snapshot: string | null;
  differs: Record<string, string[]>;
  idle: Record<string, string[]>;
}

/** What headline figures are added up over: from the first month in which any policy differs. */
export interface Window {
  from: string;
  to: string;
}

export type ByPolicy<T> = Record<string, T>;

export interface Bands {
  done: number;
  runs: number;
  share: number;
  first: boolean;
  charts: Record<string, ByPolicy<Band>>;
  headlines: Headline[];
  window?: Window;
  places?: Record<string, ByPolicy<Record<string, Numbers>>>;
}

export interface Flow {
  source: string;
  target: string;
  value: number;
  unit: string;
}

export type Flows = ByPolicy<Record<string, Record<string, Flow[]>>>;

export interface Diary {
  place: string;
  household?: number | string;
  members: string[];
  days: { date: string; words: string[] }[];
  another: number | string | null;
}

export interface CaseLine {
  name: string;
  title: string;
  claims: number;
  documents: number;
  editable: boolean;
  problem?: string;
}

export interface DocumentLine {
  id: string;
  title: string;
  publisher: string;
  date: string;
  has_text: boolean;
  claims: number;
}

export interface ClaimLine {
  id: string;
  says: string;
  /** The observable or event that it is of. */
  subject?: string;
  value: string | number | null;
  unit: string | null;
  place: string | null;
  period: string | null;
  grade: string;
  document: string;
  status: string;
  conflicts: string[];
  echo_of: string | null;
}

export interface CaseDetail {
  name: string;
  title?: string;
  editable?: boolean;
  documents: DocumentLine[];
  claims: ClaimLine[];
  proposals?: Proposal[];
  conflicts: unknown[];
  echoes: unknown[];
}

export interface Beside {
  observable: string;
  unit: string;
  runs?: number;
  /** Numbers, or days as 2018-03-01 where the claim is of a date. */
  model: { p5: number | string; p50: number | string; p95: number | string };
  reported: number | string | null;
  low: number | string | null;
  high: number | string | null;
  /** Between which amounts the truth lies nine times in ten, if the report is genuine. */
  error_low?: number | string | null;
  error_high?: number | string | null;
  /** Of which places and when the model's figure is. */
  where?: string;
  period?: string;
  percentile: number | null;
  words: string;
}

export interface ClaimDetail extends ClaimLine {
  reason?: string;
  /** Why it says other than its quote, and what was proposed; empty where it does not. */
  corrected?: string;
  origin?: string;
  origin_about?: string;
  anchor: { text_before: string; quote: string; text_after: string } | null;
  why_no_anchor: string | null;
  beside: Beside | null;
  /** The proposal it was made of: the decision can be taken back. */
  proposal?: string | null;
  why?: string;
}

export interface DocumentDetail extends Omit<DocumentLine, "claims"> {
  text: string[] | null;
  claims: { id: string; paragraph: number; start: number; end: number }[];
}

export interface Proposal {
  id: string;
  says: string;
  quote: string;
  paragraph?: number;
  value?: string | number | null;
  /** The amount, where it is a single number. */
  number?: number | null;
  unit?: string | null;
  place?: string | null;
  /** Empty where it is not known. */
  period?: string | null;
  /** Of these and itself at most one holds. */
  rivals?: string[];
}

/** What came of a document that was brought in. */
export interface Arrival {
  document: string;
  /** EDTF, with "?" where the file or its text says it; empty where nobody does. */
  published?: string;
  already_there: boolean;
  near_copies: { document: string; share: number }[];
  proposals: Proposal[];
}

export interface Job {
  id: string;
  kind: "run" | "fit" | "comparison";
  /** Name of its folder; told with the whole list. */
  folder?: string;
  title: string;
  state: "running" | "done" | "stopped" | "failed" | "deleted";
  done: number;
  total: number;
  /** What is counted; nothing where it is not known yet. */
  unit?: "runs" | "percent" | null;
  left_s: number | null;
  made?: string;
  size?: number | string | null;
  error?: string | null;
  resumable?: boolean;
}

export interface JobDetail extends Job {
  page: string | null;
  files: { name: string; url: string; size: number | null }[];
  cite: string;
}
