// Cuts a paragraph into pieces, with the claims' quotes marked. Places are counted in code points, not in
// UTF-16 units, so that Korean and emoji do not shift them. A pure function.

export interface Piece {
  text: string;
  claim: string | null;
}

export function pieces(paragraph: string, quotes: { id: string; start: number; end: number }[]): Piece[] {
  const letters = [...paragraph];
  const found: Piece[] = [];
  let at = 0;
  for (const { id, start, end } of [...quotes].sort((one, other) => one.start - other.start)) {
    const from = Math.max(at, start);
    const to = Math.min(letters.length, end);
    if (to <= from) continue;
    if (from > at) found.push({ text: letters.slice(at, from).join(""), claim: null });
    found.push({ text: letters.slice(from, to).join(""), claim: id });
    at = to;
  }
  if (at < letters.length) found.push({ text: letters.slice(at).join(""), claim: null });
  return found;
}
