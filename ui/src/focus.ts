// The keyboard's focus, where the button that has it goes away or can no longer be pressed.

function lost(): boolean {
  const now = document.activeElement;
  return !now || now === document.body || (now as HTMLButtonElement).disabled === true;
}

/** After the next drawing the first of these ids that can take a lost focus takes it. */
export function catchFocus(...ids: string[]): void {
  setTimeout(() => {
    if (!lost()) return;
    const found = ids.map((id) => document.getElementById(id) as HTMLButtonElement | null);
    found.find((one) => one && !one.disabled)?.focus();
  });
}

/** A ref: if the element goes away while it has the focus, one of these ids takes it. */
export function leaving(...ids: string[]) {
  let mine: HTMLElement | null = null;
  return (element: HTMLElement | null): void => {
    if (element) mine = element;
    else if (mine && mine === document.activeElement) catchFocus(...ids);
  };
}
