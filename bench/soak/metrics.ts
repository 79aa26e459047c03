import type { Pool } from 'undici';

/** What a server counted, as far as a soak compares it. */
export interface Counted {
  /** Calls by how they ended. */
  readonly calls: ReadonlyMap<string, number>;
  /** Calls that change something and were done, or told again as done. */
  readonly writesDone: number;
  /** Requests that were turned away, by status. */
  readonly refused: ReadonlyMap<string, number>;
  readonly inFlight: number;
  readonly sessions: number;
}

/** Asks a server for its metrics. */
export async function countedBy(pool: Pool, token: string): Promise<Counted> {
  const { body } = await pool.request({ path: '/metrics', method: 'GET', headers: { authorization: `Bearer ${token}` } });
  return countedIn(await body.text());
}

/** The figures in Prometheus' text format. */
export function countedIn(text: string): Counted {
  const [calls, refused] = [new Map<string, number>(), new Map<string, number>()];
  let writesDone = 0;
  let [inFlight, sessions] = [Number.NaN, Number.NaN];
  for (const [, name, labels = '', value] of text.matchAll(/^(steward_\w+)(?:\{(.*)\})? (\S+)$/gm)) {
    const label = (of: string) => new RegExp(`\\b${of}="([^"]*)"`).exec(labels)?.[1] ?? '';
    const add = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + Number(value));
    if (name === 'steward_calls_total') {
      add(calls, label('outcome'));
      if (label('effect') !== 'read' && label('outcome') === 'done') writesDone += Number(value);
    }
    if (name === 'steward_refused_requests_total') add(refused, label('status'));
    if (name === 'steward_in_flight') inFlight = Number(value);
    if (name === 'steward_sessions') sessions = Number(value);
  }
  return { calls, writesDone, refused, inFlight, sessions };
}
