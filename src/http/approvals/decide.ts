import type { Confirmation } from '../../confirm/index.ts';
import { asStewardError, ERRORS } from '../../operation/index.ts';
import { REASON_LIMIT, sameName, type Attempt } from './answer-forms.ts';
import { fieldOf } from './form.ts';
import type { ApprovalsParts } from './parts.ts';
import { standingOf } from './standing.ts';

/** An answer that was not taken: the HTTP status and what to show. */
export interface Refusal extends Attempt {
  readonly status: number;
}

/** Takes a form as the answer to a request. Undefined when it was recorded. Throws `confirmation_unavailable`. */
export async function decide(parts: ApprovalsParts, request: Confirmation, approver: string, body: unknown): Promise<Refusal | undefined> {
  const barred = parts.mayDecide?.(request, approver);
  if (barred !== undefined) return { status: 403, error: barred };
  const decision = fieldOf(body, 'decision');
  if (decision !== 'approve' && decision !== 'deny') return { status: 400, error: 'The answer is neither Approve nor Deny.' };
  const approve = decision === 'approve';
  const reason = reasonIn(body);
  const { open } = standingOf(request, parts.now?.() ?? Date.now());
  if (approve && open && request.typed !== undefined && !sameName(fieldOf(body, 'typed'), request.typed)) {
    return { status: 422, error: 'What was typed is not the name that is asked for. Nothing was approved.', field: 'typed', reason };
  }
  try {
    // A name that was typed as it is shown counts as the name, although spaces or what cannot be seen may differ.
    await parts.confirmations.decide(request.id, {
      approve,
      approver,
      channel: 'page',
      reason,
      typed: approve ? request.typed?.trim() : undefined,
    });
    return undefined;
  } catch (thrown) {
    const error = asStewardError(thrown);
    if (error.code !== 'confirmation_refused') throw thrown;
    return { status: ERRORS.conflict.status, error: error.message, reason };
  }
}

function reasonIn(body: unknown): string | undefined {
  const reason = fieldOf(body, 'reason').replaceAll('\r\n', '\n').trim().slice(0, REASON_LIMIT).toWellFormed();
  return reason === '' ? undefined : reason;
}
