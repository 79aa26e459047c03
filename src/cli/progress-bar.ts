/** A line on the person's terminal that says how far a call is. */
export interface ProgressBar {
  readonly show: (done: number, total: number | undefined) => void;
  /** Leaves nothing of it on the screen, also when the other side tells more. */
  readonly clear: () => void;
}

/** In characters. */
const WIDTH = 24;

/** A bar on stderr where that is a terminal; elsewhere undefined, so that what reads it gets words only. */
export function openProgressBar(): ProgressBar | undefined {
  const { stderr } = process;
  if (!stderr.isTTY) return undefined;
  let over = false;
  return {
    show: (done, total) => void (over || stderr.write(`\r\u001b[K${barOf(done, total)}`)),
    clear: () => {
      over = true;
      stderr.write('\r\u001b[K');
    },
  };
}

function barOf(done: number, total: number | undefined): string {
  if (total === undefined || total <= 0) return `${done} items`;
  const full = Math.min(WIDTH, Math.round((done / total) * WIDTH));
  return `[${'#'.repeat(full)}${' '.repeat(WIDTH - full)}] ${done} of ${total} items`;
}
