// Which claims hold the words that are looked for: each must begin a word of the text. A pure function.

const SPECIAL = /[.*+?^${}()|[\]\\]/g;

export function holds(text: string, asked: string): boolean {
  return asked.split(/\s+/).filter(Boolean).every((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(SPECIAL, "\\$&")}`, "iu").test(text));
}
