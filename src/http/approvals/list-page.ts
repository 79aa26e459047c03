import type { Confirmation } from '../../confirm/index.ts';
import { html, type Markup } from './html.ts';
import { layout, type Visitor } from './layout.ts';
import { BASE, pathOf } from './parts.ts';
import { standingOf } from './standing.ts';
import { duration, moment } from './times.ts';

/** What the list shows, and when. */
export interface ListView {
  /** Oldest first. */
  readonly requests: readonly Confirmation[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeZone?: string | undefined;
}

/** All requests: those that wait first, the most urgent on top, then the others, newest first. */
export function listPage(visitor: Visitor, { requests, now, timeZone }: ListView): string {
  const open = requests.filter((request) => standingOf(request, now).open).toSorted((a, b) => a.expires - b.expires);
  const rest = requests.filter((request) => !standingOf(request, now).open).toSorted((a, b) => lastChange(b) - lastChange(a));
  const title =
    open.length === 0
      ? 'Nothing waits for an answer'
      : `${open.length} ${open.length === 1 ? 'request waits' : 'requests wait'} for an answer`;
  return layout(
    title,
    visitor,
    html`<h1>${title}</h1>
      <p><a href="${BASE}">Refresh</a></p>
      ${open.length === 0 ? html`<p class="soft">When the assistant wants to remove, grant or publish something, the request appears here.</p>` : undefined}
      <ul class="requests">
        ${open.map((request) => card(request, now, html`${duration(request.expires - now)} left, until ${moment(request.expires, timeZone)}`))}
      </ul>
      ${
        rest.length === 0
          ? undefined
          : html`<section class="plain" aria-labelledby="history">
              <h2 id="history">History of the last day</h2>
              <ul class="requests">
                ${rest.map((request) => card(request, now, moment(lastChange(request), timeZone)))}
              </ul>
            </section>`
      }`,
  );
}

function card(request: Confirmation, now: number, when: Markup): Markup {
  const { label, tone } = standingOf(request, now);
  return html`<li class="card">
    <p><span class="tag ${tone}">${label}</span> <span class="soft">${when}</span></p>
    <p class="lead">
      <a href="${pathOf(request.id)}"><bdi>${request.title}</bdi></a> <span class="soft">in <bdi>${request.system}</bdi></span>
    </p>
    <p class="brief" dir="auto">${request.says}</p>
    <p class="soft">Asked for by <bdi>${request.principal}</bdi></p>
  </li>`;
}

function lastChange({ decided, asked }: Confirmation): number {
  return decided ?? asked;
}
