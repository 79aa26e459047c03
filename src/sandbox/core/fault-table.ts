import type { Reply } from './emulation.ts';

/** How one request goes wrong. */
export interface Fault {
  readonly about: string;
  /** Answered in place of the handling: the request changes nothing. `expired` is the vendor's own refusal of a token that has ended. */
  readonly instead?: Reply | 'expired';
  /** The connection is reset, before or after the request is handled. */
  readonly reset?: 'before' | 'after';
  /** Handled late. */
  readonly late?: true;
  /** Handled, and answered like this. */
  readonly answer?: 'half' | 'slow' | 'mistyped' | 'truncated';
}

const page = (status: number, title: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body: `<html><head><title>${status} ${title}</title></head><body><h1>${status} ${title}</h1></body></html>`,
});

/** Every fault, by the name that rules and the command line use. */
export const FAULTS = {
  latency: { about: 'handled late', late: true },
  '429': { about: 'refused with 429', instead: page(429, 'Too Many Requests') },
  '429-retry-after': { about: 'refused with 429 and Retry-After: 1', instead: page(429, 'Too Many Requests', { 'retry-after': '1' }) },
  '500': { about: 'refused with 500', instead: page(500, 'Internal Server Error') },
  '502': { about: 'refused with 502', instead: page(502, 'Bad Gateway') },
  '503': { about: 'refused with 503', instead: page(503, 'Service Unavailable') },
  'reset-before': { about: 'connection reset, nothing handled', reset: 'before' },
  'reset-after': { about: 'handled, connection reset before the answer', reset: 'after' },
  'half-body': { about: 'handled, the answer breaks off in its middle', answer: 'half' },
  'slow-body': { about: 'handled, the answer comes in slow pieces', answer: 'slow' },
  'wrong-type': { about: 'handled, the answer calls itself text/plain', answer: 'mistyped' },
  'truncated-json': { about: 'handled, the answer is complete but half of its JSON', answer: 'truncated' },
  'expired-token': { about: 'refused as if the token had just ended', instead: 'expired' },
} as const satisfies Readonly<Record<string, Fault>>;

/** Name of a fault. */
export type FaultName = keyof typeof FAULTS;
