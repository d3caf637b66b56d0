// A chart as a file that says by itself what it is and how to cite it.

import { save } from "../api";

const SPACE = "http://www.w3.org/2000/svg";

/** A copy of the drawn SVG with a title above and notes below. */
export function withNotes(drawn: SVGSVGElement, title: string, notes: string[]): SVGSVGElement {
  const { width, height } = drawn.getBoundingClientRect();
  const above = 30;
  const rows = notes.flatMap((note) => wrapped(note, width / 5.8));
  const below = 15 * rows.length + 10;
  const sheet = document.createElementNS(SPACE, "svg");
  const total = height + above + below;
  for (const [key, value] of Object.entries({ width, height: total, viewBox: `0 0 ${width} ${total}` })) sheet.setAttribute(key, String(value));
  const paper = document.createElementNS(SPACE, "rect");
  for (const [key, value] of Object.entries({ width: "100%", height: "100%", fill: "#fff" })) paper.setAttribute(key, value);
  const write = (text: string, y: number, size: number, weight: string) => {
    const line = document.createElementNS(SPACE, "text");
    for (const [key, value] of Object.entries({ x: 6, y, "font-size": size, "font-weight": weight, "font-family": "Arial, sans-serif", fill: "#1b2430" }))
      line.setAttribute(key, String(value));
    line.textContent = text;
    return line;
  };
  const copy = drawn.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("y", String(above));
  sheet.append(paper, write(title, 20, 15, "bold"), copy, ...rows.map((row, rank) => write(row, above + height + 13 + 15 * rank, 11, "normal")));
  return sheet;
}

/** Lines of at most so many letters. */
function wrapped(text: string, most: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1)!;
    if (line && line.length + word.length + 1 > most) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}

function text(sheet: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(sheet);
}

export function saveSvg(sheet: SVGSVGElement, name: string): void {
  save(new Blob([text(sheet)], { type: "image/svg+xml" }), `${name}.svg`);
}

export async function savePng(sheet: SVGSVGElement, name: string): Promise<void> {
  const url = URL.createObjectURL(new Blob([text(sheet)], { type: "image/svg+xml" }));
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * 2;
    canvas.height = picture.height * 2;
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
    if (!blob) throw new Error("the browser could not draw it; save it as SVG.");
    save(blob, `${name}.png`);
  } finally {
    URL.revokeObjectURL(url);
  }
}
