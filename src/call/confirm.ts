import { CONFIRMATION_TTL, type Binding, type Confirmation, type Confirmations, type OpenGrant } from '../confirm/index.ts';
import { asksBecause, StewardError } from '../operation/index.ts';
import type { Passage } from './call.ts';
import { canonical } from './canonical.ts';
import type { Answered, CallRequest, Outcome, Preview } from './outcome.ts';
import { inspect, previewText } from './preview.ts';

/** What confirming works with. */
export interface ConfirmParts {
  readonly confirm: 'human' | 'flag';
  readonly confirmations: Confirmations;
  /** Where a person can approve besides the client, in words that lead there; undefined where there is no such place. */
  readonly whereToApprove: (confirmation: Confirmation) => Promise<string | undefined>;
  /** Over HTTP the worst class is not confirmed in the client of whoever asks, but by a second person on the page. */
  readonly secondPerson: boolean;
  /** What a person agreed to in advance, for scripts. */
  readonly grant?: OpenGrant | undefined;
  /** The systems are emulated; every preview says so. */
  readonly sandbox: boolean;
}

/** Stops what removes, grants or publishes until somebody who may has said yes to exactly this. */
export async function confirm(passage: Passage, parts: ConfirmParts): Promise<Outcome | undefined> {
  const { entry, args, adapter, request } = passage;
  const because = asksBecause(entry.operation, args);
  if (because === undefined) return undefined;
  // Read again on every attempt: a yes is good only for what is still there.
  const { signal, origin, caller } = request;
  const { preview, reads } = await inspect({ entry, args, because, adapter, signal, origin, principal: caller.principal });
  passage.before = reads;
  if ((caller.confirm ?? parts.confirm) === 'flag') return byFlag(passage, preview, parts);
  const credential = caller.credentials?.get(entry.system.id);
  const binding: Binding = { principal: caller.principal, tool: entry.operation.name, args: canonical(args), credential };
  if (request.answered) return afterForm(passage, request.answered, binding, preview, parts);
  const waiting = await parts.confirmations.about(binding);
  if (waiting && waiting.status !== 'pending' && passage.confirmed) return afterDecision(passage, waiting, binding, preview, parts);
  // A new request would hide the yes that is there already.
  if (waiting?.status === 'approved' && waiting.says === preview.says)
    return previewed(preview, parts, 'A person has approved it: make the same call with confirm: true.');
  if (await isGranted(passage, preview, parts)) return undefined;
  return ask(passage, binding, preview, parts);
}

function byFlag({ confirmed, trail }: Passage, preview: Preview, parts: ConfirmParts): Outcome | undefined {
  if (confirmed) return trail.allowed(preview, { channel: 'flag', unattended: true });
  return previewed(
    preview,
    parts,
    'Call again with the same arguments and confirm: true once the person who asked for this has agreed to it.',
  );
}

/** Whether a person agreed to such calls in advance. Never to the worst class, and never over HTTP, where the caller is not who holds the grant. */
async function isGranted({ entry, args, confirmed, request, trail }: Passage, preview: Preview, { grant }: ConfirmParts): Promise<boolean> {
  const { principal, surface } = request.caller;
  if (!grant || !confirmed || preview.typed !== undefined || surface === 'http') return false;
  if (!(await grant.use({ principal, tool: entry.operation.name, args }))) return false;
  trail.allowed(preview, { channel: 'grant', unattended: true, grant: grant.grant.name });
  return true;
}

/** Asks in the client where it can, and names the other places where it cannot. */
async function ask({ request }: Passage, binding: Binding, preview: Preview, parts: ConfirmParts): Promise<Outcome> {
  const question = { ...preview, principal: binding.principal, client: request.caller.client };
  const confirmation = await parts.confirmations.ask(binding, question);
  if (request.caller.elicits && !needsSecond(request, preview, parts))
    return { kind: 'ask', preview, id: confirmation.id, text: previewText(preview, parts.sandbox) };
  const where = await parts.whereToApprove(confirmation);
  if (where === undefined) {
    throw new StewardError(
      'confirmation_required',
      `${previewText(preview, parts.sandbox)}\nNothing was done: no person can be asked from here.`,
    );
  }
  return previewed(
    preview,
    parts,
    `A person can approve it within ${CONFIRMATION_TTL / 60} minutes: ${where}; then make the same call with confirm: true.`,
  );
}

/** The client came back from its form. */
async function afterForm(
  { request, trail }: Passage,
  answered: Answered,
  binding: Binding,
  preview: Preview,
  parts: ConfirmParts,
): Promise<undefined> {
  const { confirmations } = parts;
  if (needsSecond(request, preview, parts))
    throw new StewardError('confirmation_refused', 'Nothing was done: this needs a second person, on the approvals page.');
  const record = await confirmations.get(answered.id);
  // One that is not there is refused when it is used up, with the reason.
  const isAgreed = !record || (record.typed === undefined ? answered.ticked === true : record.typed === answered.typed?.trim());
  const agreed = answered.accepted && isAgreed;
  if (!agreed) {
    if (answered.without === undefined) await confirmations.declined(answered.id);
    // Elsewhere it can still be answered, unless its time is over or nothing here waits.
    const isOpen = answered.without === undefined || answered.without === 'form';
    const where = record && isOpen ? await parts.whereToApprove(record) : undefined;
    const otherwise = where === undefined ? '' : ` If that was not a person's decision, a person can still approve: ${where}`;
    const why = answered.accepted ? NOT_AGREED[record?.typed === undefined ? 'box' : 'name'] : NOT_ACCEPTED[answered.without ?? 'yes'];
    throw new StewardError('confirmation_refused', `Nothing was done: ${why}.${otherwise}`);
  }
  const { id } = await confirmations.redeem(answered.id, binding, preview);
  return trail.allowed(preview, { channel: 'elicitation', approver: binding.principal, confirmation: id });
}

const NOT_AGREED = { box: 'the box was not ticked', name: 'the name that was typed is not the one that is shown' };

const NOT_ACCEPTED = {
  yes: 'the form was not accepted',
  answer: `nobody answered the form within ${CONFIRMATION_TTL / 60} minutes`,
  form: 'the client put no form before a person',
  server: 'this server is ending and waits for no answer',
};

/** A person decided on the page or in a terminal. */
async function afterDecision(
  { trail }: Passage,
  decided: Confirmation,
  binding: Binding,
  preview: Preview,
  { confirmations }: ConfirmParts,
): Promise<undefined> {
  const { id, status, approver, channel, reason } = decided;
  if (status === 'denied') throw new StewardError('confirmation_refused', `A person denied it${reason ? `: ${reason}` : ''}.`);
  await confirmations.redeem(id, binding, preview);
  return trail.allowed(preview, { channel: channel ?? 'page', approver, confirmation: id });
}

function needsSecond({ caller }: CallRequest, { typed }: Preview, { secondPerson }: ConfirmParts): boolean {
  return secondPerson && typed !== undefined && caller.surface === 'http';
}

function previewed(preview: Preview, { sandbox }: ConfirmParts, next: string): Outcome {
  const onward = `Nothing was done yet. ${next}`;
  return { kind: 'preview', preview, text: `${previewText(preview, sandbox)}\n${onward}`, onward };
}
