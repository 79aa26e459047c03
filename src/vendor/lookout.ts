/** Something under way that may have to be broken off. */
export interface UnderWay {
  /** Ends it if it is over: its time is up, or its caller has left. `now` is a time of `performance.now()`. */
  readonly endIfOver: (now: number) => void;
}

/** Breaks off what is over. */
export interface Lookout {
  readonly watch: (one: UnderWay) => void;
  readonly forget: (one: UnderWay) => void;
}

/** Milliseconds between two looks: nobody who gave up notices so much. */
const EVERY = 25;

/**
 * Looks again and again at what is under way. A timer and a listener for each exchange, nearly all of which end by themselves within
 * milliseconds, were an eighth of what a call costs without network and MCP (docs/decisions/0021).
 */
export function openLookout(): Lookout {
  // Not a set: what it once held is found among the old objects, and with it all that came after (docs/decisions/0021).
  const underWay: UnderWay[] = [];
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    const now = performance.now();
    // From the end, because what is forgotten meanwhile is replaced by the last.
    for (let at = underWay.length - 1; at >= 0; at -= 1) underWay[at]?.endIfOver(now);
    timer = underWay.length > 0 ? setTimeout(look, EVERY) : undefined;
  };
  return {
    watch: (one) => {
      underWay.push(one);
      timer ??= setTimeout(look, EVERY);
    },
    forget: (one) => {
      const at = underWay.indexOf(one);
      if (at === -1) return;
      const last = underWay.pop();
      if (last !== undefined && last !== one) underWay[at] = last;
    },
  };
}
