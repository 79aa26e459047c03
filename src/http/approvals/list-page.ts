import type { Confirmation } from '../../confirm/index.ts';
import { html, type Markup } from './html.ts';
import { layout, type Visitor } from './layout.ts';
import { BASE, pathOf } from './parts.ts';
import { revealForm } from './reveal-page.ts';
import { standingOf, type Standing } from './standing.ts';
import { duration, moment } from './times.ts';

/** What the list shows, and when. */
export interface ListView {
  /** Oldest first. */
  readonly requests: readonly Confirmation[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeZone?: string | undefined;
  /** Sealed secrets can be revealed here. */
  readonly reveals?: boolean | undefined;
}

/** All requests: those that wait first, the most urgent on top, then the others, newest first. */
export function listPage(visitor: Visitor, { requests, now, timeZone, reveals }: ListView): string {
  const open = requests.filter((request) => standingOf(request, now).open).toSorted((a, b) => a.expires - b.expires);
  const rest = requests.filter((request) => !standingOf(request, now).open).toSorted((a, b) => lastChange(b) - lastChange(a));
  const title =
    open.length === 0
      ? 'Nothing waits for an answer'
      : `${open.length} ${open.length === 1 ? 'request waits' : 'requests wait'} for an answer`;
  const cards = (shown: readonly Confirmation[], when: (request: Confirmation) => Markup) =>
    html`<ul class="requests">
      ${shown.map((request) => card(request, standingOf(request, now), when(request)))}
    </ul>`;
  return layout(
    title,
    visitor,
    html`<h1>${title}</h1>
      <p><a href="${BASE}">Refresh</a></p>
      ${open.length === 0 ? idle : cards(open, (request) => html`${duration(request.expires - now)} left, until ${moment(request.expires, timeZone)}`)}
      ${
        rest.length === 0
          ? undefined
          : html`<section class="plain" aria-labelledby="history">
              <h2 id="history">History of the last day</h2>
              ${cards(rest, (request) => moment(lastChange(request), timeZone))}
            </section>`
      }
      ${reveals ? revealForm(visitor) : undefined}`,
  );
}

const idle = html`<p class="soft">When the assistant wants to remove, grant or publish something, the request appears here.</p>`;

function card(request: Confirmation, { label, tone }: Standing, when: Markup): Markup {
  return html`<li class="card">
    <p><span class="tag ${tone}">${label}</span> <span class="soft">${when}</span></p>
    <p class="lead">
      <a href="${pathOf(request.id)}"><bdi>${request.title}</bdi></a> <span class="soft">in <bdi>${request.system}</bdi></span>
    </p>
    <p class="brief" dir="auto">${request.says}</p>
    <p class="soft">
      Asked for by
      <bdi>${request.principal}</bdi>${request.approver === undefined ? undefined : html`, answered by <bdi>${request.approver}</bdi>`}
    </p>
  </li>`;
}

function lastChange({ decided, asked }: Confirmation): number {
  return decided ?? asked;
}
