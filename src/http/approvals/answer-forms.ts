import type { Confirmation } from '../../confirm/index.ts';
import { html, withoutUnseen, type Markup } from './html.ts';
import { tokenField, type Visitor } from './layout.ts';
import { pathOf } from './parts.ts';

/** An answer that could not be taken, to be shown again. */
export interface Attempt {
  readonly error: string;
  /** The field at fault. */
  readonly field?: 'typed' | undefined;
  readonly reason?: string | undefined;
}

/** Longest reason that is kept, in characters. */
export const REASON_LIMIT = 500;

/** Two forms, so that Enter in a field of one never answers with the other. */
export function answerForms(visitor: Visitor, request: Confirmation, attempt: Attempt | undefined): Markup {
  return html`<div class="answers">
    <form class="card" method="post" action="${pathOf(request.id)}" aria-label="Approve">
      ${tokenField(visitor)}<input type="hidden" name="decision" value="approve" />
      ${request.typed === undefined ? undefined : typedField(request.typed, attempt)}
      ${reasonField('approve', 'kept with the answer', attempt?.reason)}
      <button class="main">Approve</button>
    </form>
    <form class="card" method="post" action="${pathOf(request.id)}" aria-label="Deny">
      ${tokenField(visitor)}<input type="hidden" name="decision" value="deny" />
      ${reasonField('deny', 'the assistant reads it', undefined)}
      <button>Deny</button>
    </form>
  </div>`;
}

/** Whether a person typed a name as it is shown: what cannot be seen or typed, and how often a space is repeated, does not count. */
export function sameName(typed: string, wanted: string): boolean {
  const name = plain(wanted);
  return name !== '' && plain(typed) === name;
}

function plain(text: string): string {
  return withoutUnseen(text).normalize('NFC').replace(/\s+/g, ' ').trim();
}

function typedField(wanted: string, attempt: Attempt | undefined): Markup {
  const fault = attempt?.field === 'typed' ? attempt : undefined;
  const marks = fault && html` aria-invalid="true" aria-describedby="fault" autofocus`;
  return html`${fault && html`<p class="fault" id="fault" role="alert">${fault.error}</p>`}
    <label for="typed"
      >To approve, type <span class="value"><bdi>${plain(wanted)}</bdi></span></label
    >
    <input id="typed" name="typed" type="text" required autocomplete="off" autocapitalize="none" spellcheck="false" ${marks} />`;
}

function reasonField(form: string, use: string, reason: string | undefined): Markup {
  return html`<label for="reason-${form}">Reason <span class="soft">(if you like; ${use})</span></label>
    <textarea id="reason-${form}" name="reason" rows="2" maxlength="${REASON_LIMIT}">${reason}</textarea>`;
}
