// A slider with a number beside it, a mark where the default is, and a way back to it.

import { signal } from "@preact/signals";
import { leaving } from "./focus";
import { Sources } from "./sources";
import { amount, bare, isShare, label, stepOf, unitWord } from "./words";

/** True while a slider is held: what it says is not settled yet. */
export const moving = signal(false);

const settle = () => (moving.value = false);

/** The same function at every drawing, so that it is told of the slider's end alone. */
const gone = (slider: HTMLInputElement | null) => void (slider ?? settle());

/** Handlers of a slider that tells every move, and when it comes to rest. */
export function whileMoving(say: (text: string) => void) {
  return {
    onInput: (event: { currentTarget: HTMLInputElement }) => {
      moving.value = true;
      say(event.currentTarget.value);
    },
    onChange: settle,
    onPointerUp: settle,
    onPointerCancel: settle,
    onBlur: settle,
    ref: gone,
  };
}

interface Props {
  id: string;
  doc: string;
  unit: string;
  low: number;
  high: number;
  standard: number;
  value: number;
  source?: string;
  note?: string;
  onInput: (value: number) => void;
  onReset?: () => void;
}

export function Slider(props: Props) {
  const { id, doc, unit, low, high, standard, value, source, note } = props;
  const scale = isShare(unit) ? 100 : 1;
  const step = stepOf(low, high);
  const changed = value !== standard;
  const mark = high > low ? ((standard - low) / (high - low)) * 100 : 0;
  const shown = Number((value * scale).toPrecision(6));
  const set = (text: string) => {
    const number = Number(text) / scale;
    if (text !== "" && Number.isFinite(number)) props.onInput(Math.min(high, Math.max(low, Number(number.toPrecision(8)))));
  };
  return (
    <div class={`slider${changed ? " changed" : ""}`}>
      <label for={id}>{label(doc)}</label>
      <div class="setting">
        <span class="track">
          <input id={id} type="range" min={low} max={high} step={step} value={value} aria-describedby={`${id}-about`}
            aria-valuetext={amount(value, unit)} {...whileMoving((text) => props.onInput(Number(text)))} />
          <i class="default" aria-hidden="true" ref={(mine) => { if (mine) mine.style.setProperty("--at", `${mark}`); }} />
        </span>
        <input class="number" type="number" min={low * scale} max={high * scale} step={step * scale} value={shown} aria-label={`${label(doc)}, as a number`}
          onChange={(event) => set(event.currentTarget.value)} />
        <span class="unit">{unitWord(unit)}</span>
      </div>
      <p class="about" id={`${id}-about`}>
        <span>{bare(low, unit)} to {amount(high, unit)}; default {bare(standard, unit)}.</span>
        {note && <b> {note}</b>}
        {changed && props.onReset && (
          <button type="button" class="link" ref={leaving(id)} onClick={props.onReset} aria-label={`Reset: ${label(doc)}`}>Reset</button>
        )}
      </p>
      {source && <Sources source={source} />}
    </div>
  );
}

export function Toggle(props: Omit<Props, "low" | "high">) {
  const { id, doc, value, standard, source, note } = props;
  const on = value !== 0;
  return (
    <div class={`slider toggle${value !== standard ? " changed" : ""}`}>
      <div class="setting">
        <button id={id} type="button" role="switch" aria-checked={on} aria-describedby={`${id}-about`} aria-label={label(doc)}
          onClick={() => props.onInput(on ? 0 : 1)}><i /></button>
        <label for={id}>{label(doc)}</label>
      </div>
      <p class="about" id={`${id}-about`}>
        <span>{on ? "On" : "Off"}; default {standard ? "on" : "off"}.</span>
        {note && <b> {note}</b>}
        {value !== standard && props.onReset && (
          <button type="button" class="link" ref={leaving(id)} onClick={props.onReset} aria-label={`Reset: ${label(doc)}`}>Reset</button>
        )}
      </p>
      {source && <Sources source={source} />}
    </div>
  );
}
