// A typed amount: a pure function.

const PLAIN = /^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i;
/** Commas between thousands, and nowhere else. */
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** Between the ends of a range: a word, or a dash that no number follows as its sign. */
const BETWEEN = /\s+to\s+|\s*[–—]\s*|(?<=\d)\s*-\s*(?=[\d.])/;

/** The two ends of a range that was typed, such as 5,000-6,000 or 5000 to 6000, or null. */
export function typedRange(text: string): { low: number; high: number } | null {
  const parts = text.split(BETWEEN);
  const [low, high] = parts.map(typedAmount);
  return parts.length === 2 && low != null && high != null && low < high ? { low, high } : null;
}

/** The number that was typed, or null: "1,5" may mean 1.5 or 15, and is neither here. */
export function typedAmount(text: string): number | null {
  if (!PLAIN.test(text) && !GROUPED.test(text)) return null;
  const number = Number(text.replace(/,/g, ""));
  return Number.isFinite(number) ? number : null;
}
