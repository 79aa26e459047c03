import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the server counts. The labels have few values: never an argument, an id, an address or a principal. */
export interface Metrics {
  readonly called: (
    call: { readonly tool: string; readonly system: string; readonly effect: string } | undefined,
    outcome: string,
    seconds: number,
  ) => void;
  readonly exchanged: (system: string, outcome: string, seconds: number) => void;
  readonly decided: (event: string, channel: string) => void;
  /** A request to `/mcp` was turned away before it became a call: the HTTP status. */
  readonly refused: (status: number) => void;
  /** A number that is looked up when it is asked for. */
  readonly gauge: (name: 'sessions' | 'in_flight', value: () => number) => void;
  /** Looks up how each system stands when it is asked for. */
  readonly loads: (look: () => readonly SystemLoad[]) => void;
  /** Everything in Prometheus' text format, version 0.0.4. */
  readonly text: () => Promise<string>;
}

/** How one system stands: calls that wait for their turn, and whether it is left alone because it does not answer. */
export interface SystemLoad {
  readonly system: string;
  readonly waiting: number;
  readonly open: boolean;
}

/** The media type of the text. */
export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const GAUGES = { sessions: 'Open sessions of 2025-era clients.', in_flight: 'Calls under way.' } as const;

/** Nothing is counted yet. */
export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const calls = new Counter({
    name: 'steward_calls_total',
    help: 'Tool calls by how they ended.',
    labelNames: ['tool', 'system', 'effect', 'outcome'],
    registers,
  });
  const times = new Histogram({
    name: 'steward_call_seconds',
    help: 'How long calls took.',
    labelNames: ['effect'],
    buckets: BUCKETS,
    registers,
  });
  const vendor = new Histogram({
    name: 'steward_vendor_seconds',
    help: 'How long systems took to answer, retries included.',
    labelNames: ['system', 'outcome'],
    buckets: BUCKETS,
    registers,
  });
  const decisions = new Counter({
    name: 'steward_confirmations_total',
    help: 'What became of what needs a yes.',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'steward_refused_requests_total',
    help: 'Requests turned away before they became calls.',
    labelNames: ['status'],
    registers,
  });
  return {
    called: (call, outcome, seconds) => {
      const { tool, system, effect } = call ?? { tool: 'unknown', system: 'unknown', effect: 'unknown' };
      calls.inc({ tool, system, effect, outcome });
      times.observe({ effect }, seconds);
    },
    exchanged: (system, outcome, seconds) => vendor.observe({ system, outcome }, seconds),
    decided: (outcome, channel) => decisions.inc({ channel, outcome }),
    refused: (status) => refusals.inc({ status: String(status) }),
    gauge: (name, value) =>
      void new Gauge({
        name: `steward_${name}`,
        help: GAUGES[name],
        registers,
        collect() {
          this.set(value());
        },
      }),
    loads: (look) => {
      const gauge = (name: string, help: string, value: (load: SystemLoad) => number) =>
        new Gauge({
          name,
          help,
          labelNames: ['system'],
          registers,
          collect() {
            for (const load of look()) this.set({ system: load.system }, value(load));
          },
        });
      gauge('steward_queue', 'Calls that wait for their turn at a system.', ({ waiting }) => waiting);
      gauge('steward_breaker_open', '1 while a system is left alone because it does not answer.', ({ open }) => (open ? 1 : 0));
    },
    text: () => registry.metrics(),
  };
}
