import type { Confirmation } from '../../confirm/index.ts';
import { answerForms, type Attempt } from './answer-forms.ts';
import { html, type Content, type Markup } from './html.ts';
import { layout, type Visitor } from './layout.ts';
import { pathOf } from './parts.ts';
import { standingOf } from './standing.ts';
import { duration, moment } from './times.ts';

/** What the page of one request shows besides the request. */
export interface RequestView {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeZone?: string | undefined;
  /** Why this visitor may not answer. */
  readonly barred?: string | undefined;
  /** What was tried just now and did not work. */
  readonly attempt?: Attempt | undefined;
}

/** One request with all that a person needs to know before answering it, and the forms to answer with. */
export function requestPage(visitor: Visitor, request: Confirmation, view: RequestView): string {
  const { attempt, barred, now, timeZone } = view;
  const standing = standingOf(request, now);
  // What is wrong with a field stands at the field, where the browser scrolls to.
  const alert =
    attempt && attempt.field === undefined
      ? html`<div class="card note no" role="alert"><p class="text">${attempt.error}</p></div>`
      : undefined;
  return layout(
    `${attempt ? 'Not done: ' : ''}${standing.label}: ${request.title}`,
    visitor,
    html`${alert}
      <h1><bdi>${request.title}</bdi></h1>
      <p class="soft">in <bdi>${request.system}</bdi></p>
      <div class="card note ${standing.tone}" role="status">
        <p>
          <span class="tag ${standing.tone}">${standing.label}</span>
          ${standing.open ? html`<span>${duration(request.expires - now)} left, until ${moment(request.expires, timeZone)}. <a href="${pathOf(request.id)}">Refresh</a></span>` : undefined}
        </p>
        <p>${standing.next}</p>
      </div>
      <section aria-label="Consequences">
        <h2>What a yes does</h2>
        <p class="text lead" dir="auto">${request.says}</p>
        <h2>Why it asks</h2>
        <p class="text" dir="auto">${request.because}</p>
        <h2>How to undo it</h2>
        <p class="text" dir="auto">${request.undo}</p>
      </section>
      ${part(
        'What exactly is called',
        html`<dl>
          <dt>Tool</dt>
          <dd><code>${request.tool}</code></dd>
          ${Object.entries(request.args).map(argument)}
        </dl>`,
      )}
      ${part('Who asked', html`<dl>${asker(request, timeZone)}</dl>`)}
      ${request.status === 'pending' ? undefined : part('Who answered', html`<dl>${answer(request, timeZone)}</dl>`)}
      ${standing.open ? answerPart(visitor, request, barred, attempt) : undefined}`,
  );
}

function part(title: string, content: Markup): Markup {
  return html`<section>
    <h2>${title}</h2>
    ${content}
  </section>`;
}

function answerPart(visitor: Visitor, request: Confirmation, barred: string | undefined, attempt: Attempt | undefined): Markup {
  if (barred !== undefined)
    return html`<section class="note">
      <h2>You cannot answer this</h2>
      <p class="text">${barred}</p>
    </section>`;
  return html`<section class="plain">
    <h2>Your answer</h2>
    ${answerForms(visitor, request, attempt)}
  </section>`;
}

function argument([name, value]: readonly [string, unknown]): Markup {
  const shown =
    typeof value === 'string'
      ? html`<span class="text value"><bdi>${value}</bdi></span>`
      : html`<pre>${JSON.stringify(value, null, 2)}</pre>`;
  return row(html`<code>${name}</code>`, value === '' ? html`<span class="soft">(empty text)</span>` : shown);
}

function asker(request: Confirmation, timeZone: string | undefined): readonly Markup[] {
  return [
    row('Caller', html`<bdi>${request.principal}</bdi>`),
    ...(request.client === undefined ? [] : [row('Program', html`<bdi>${request.client}</bdi>`)]),
    row('Asked', moment(request.asked, timeZone)),
    row('Can be answered until', moment(request.expires, timeZone)),
    row('Request', html`<code>${request.id}</code>`),
  ];
}

const CHANNELS = { page: 'on this page', terminal: 'in a terminal' } as const;

function answer(request: Confirmation, timeZone: string | undefined): readonly Markup[] {
  const where = request.channel ? CHANNELS[request.channel] : 'in the assistant’s own window';
  return [
    row('Answered', html`${request.approver === undefined ? undefined : html`by <bdi>${request.approver}</bdi>, `}${where}`),
    ...(request.decided === undefined ? [] : [row('When', moment(request.decided, timeZone))]),
    ...(request.reason === undefined ? [] : [row('Reason', html`<span class="text"><bdi>${request.reason}</bdi></span>`)]),
  ];
}

function row(name: Content, value: Content): Markup {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}
