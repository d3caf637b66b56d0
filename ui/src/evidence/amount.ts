// A typed amount: a pure function.

const PLAIN = /^-?(\d+(\.\d+)?|\.\d+)(e[+-]?\d+)?$/i;
/** Commas between thousands, and nowhere else. */
const GROUPED = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/;

/** The number that was typed, or null: "1,5" may mean 1.5 or 15, and is neither here. */
export function typedAmount(text: string): number | null {
  if (!PLAIN.test(text) && !GROUPED.test(text)) return null;
  const number = Number(text.replace(/,/g, ""));
  return Number.isFinite(number) ? number : null;
}
