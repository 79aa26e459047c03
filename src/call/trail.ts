import type { Audit, AuditEvent } from '../audit/index.ts';
import type { WholeEntry } from '../catalog/index.ts';
import type { Confirmation, Decided } from '../confirm/index.ts';
import { asks, type Arguments } from '../operation/index.ts';
import type { Caller, Outcome, Preview } from './outcome.ts';
import { canonical } from './canonical.ts';
import { withoutSecrets } from './redact.ts';

/** What one call leaves in the audit: nothing for a plain read, two lines for a write, one for a preview or refusal. */
export interface Trail {
  /** Remembers how the call was allowed to go on. */
  readonly allowed: (preview: Preview, by: Allowance) => undefined;
  /** Before anything is sent. `before` is what a write removes or replaces: it is kept, encrypted, beside the audit. */
  readonly started: (args: Arguments, before: Readonly<Record<string, unknown>>) => void;
  readonly ended: (args: Arguments, outcome: Outcome, vendor: VendorSaid | undefined) => void;
}

/** What the vendor's last answer said of itself. */
export interface VendorSaid {
  /** HTTP status of a success; that of a failure is in the error. */
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
}

/** What let a call go on: a flag or a grant in a person's stead, or a person through a channel. */
export interface Allowance {
  readonly channel: 'flag' | 'grant' | 'elicitation' | 'page' | 'terminal';
  readonly unattended?: boolean;
  readonly approver?: string | undefined;
  readonly confirmation?: string;
  /** Name of the grant. */
  readonly grant?: string;
}

/** The trail of one call. Appending may throw `audit_unavailable`. */
export function auditTrail(audit: Audit, call: string, caller: Caller, { operation, system }: WholeEntry): Trail {
  const begun = performance.now();
  const plainRead = operation.effect === 'read' && asks(operation) === 'never';
  let allowed: (Allowance & { readonly says: string }) | undefined;
  let open = false;
  const write = (event: AuditEvent['event'], args: Arguments, more: Readonly<Record<string, unknown>>) => {
    const shownArgs = withoutSecrets(operation, args);
    const target = Object.fromEntries(Object.keys(operation.path).map((name) => [name, shownArgs[name]]));
    const { principal, client, surface } = caller;
    audit.append({
      event,
      call,
      principal,
      client,
      surface,
      tool: operation.name,
      system: system.id,
      effect: operation.effect,
      target,
      // Keyed, because secrets are among the arguments: a plain hash of a short one can be guessed.
      digest: audit.digest(`${operation.name}\n${canonical(args)}`),
      ...more,
    });
  };
  return {
    allowed: ({ says }, by) => {
      allowed = { ...by, says };
    },
    started: (args, before) => {
      if (plainRead) return;
      const replaces = operation.effect !== 'read' && Object.keys(before).length > 0;
      const preImage = replaces ? audit.keep({ call, tool: operation.name, reads: before }) : undefined;
      write('started', args, { channel: 'none', ...allowed, preImage });
      open = true;
    },
    ended: (args, outcome, { status, requestId } = {}) => {
      const ms = Math.round(performance.now() - begun);
      const error = 'error' in outcome ? outcome.error : undefined;
      const vendorStatus = status ?? error?.details.vendorStatus;
      if ('repeats' in outcome && outcome.repeats !== undefined)
        write('repeated', args, { of: outcome.repeats, outcome: outcome.kind, code: error?.code, ms });
      else if (open) write('ended', args, { outcome: outcome.kind, code: error?.code, vendorStatus, vendorRequest: requestId, ms });
      else if (outcome.kind === 'preview' || outcome.kind === 'ask')
        write('preview', args, { because: outcome.preview.because, says: outcome.preview.says, asked: outcome.kind === 'ask', ms });
      else if (outcome.kind === 'refused' || (!plainRead && outcome.kind === 'failed'))
        write('refused', args, { code: error?.code, vendorStatus, ms });
    },
  };
}

/** The audit's line about a decision, or about none, on a request that no call may ever come back for. */
export function decisionEvent(event: Decided, record: Confirmation): AuditEvent {
  const { id, principal, client, tool, says, approver, channel, reason } = record;
  // In the client, because that is where the form was.
  return {
    event,
    confirmation: id,
    principal,
    client,
    tool,
    says,
    approver,
    channel: event === 'declined' ? 'elicitation' : channel,
    reason,
  };
}
