// When two changes are one step: a pure function.

interface Step {
  /** The question, as an address. */
  asked: string;
  /** In milliseconds. */
  at: number;
}

const WITHIN = 1000;

/** Whether a change only goes on with the last one, as a key held down does: the same numbers move, without a pause. */
export function sameStep(before: Step, after: Step): boolean {
  const form = ({ asked }: Step) => asked.replace(/-?\d+(\.\d+)?/g, "0");
  return after.at - before.at < WITHIN && form(before) === form(after);
}
