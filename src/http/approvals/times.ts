import { html, type Markup } from './html.ts';

/** A moment as a person reads it, with its zone: pages have no script that could know the reader's. `at` in milliseconds. */
export function moment(at: number, timeZone = 'UTC'): Markup {
  const text = new Intl.DateTimeFormat('en-GB', { ...PARTS, timeZone }).format(at);
  return html`<time datetime="${new Date(at).toISOString()}">${text}</time>`;
}

const PARTS = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;

/** How long it is until then, in words. `duration` in milliseconds. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms < 60_000) return 'less than a minute';
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}
