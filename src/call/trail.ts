import { createHash } from 'node:crypto';
import type { Audit, AuditEvent } from '../audit/index.ts';
import type { Entry } from '../catalog/index.ts';
import { asks, type Arguments } from '../operation/index.ts';
import type { Caller, Outcome, Preview } from './outcome.ts';
import { canonical } from './canonical.ts';
import { withoutSecrets } from './redact.ts';

/** What one call leaves in the audit: nothing for a plain read, two lines for a write, one for a preview or refusal. */
export interface Trail {
  /** Remembers how the call was allowed to go on. */
  readonly allowed: (preview: Preview, by: Allowance) => undefined;
  readonly started: (args: Arguments) => void;
  readonly ended: (args: Arguments, outcome: Outcome, vendorStatus: number | undefined) => void;
}

/** What let a call go on: a flag in a person's stead, or a person through a channel. */
export interface Allowance {
  readonly channel: 'flag' | 'elicitation' | 'page' | 'terminal';
  readonly unattended?: boolean;
  readonly approver?: string | undefined;
  readonly confirmation?: string;
}

/** The trail of one call. Appending may throw `audit_unavailable`. */
export function auditTrail(audit: Audit, call: string, caller: Caller, { operation, system }: Entry): Trail {
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
      digest: digestOf(operation.name, shownArgs),
      ...more,
    });
  };
  return {
    allowed: ({ says }, by) => {
      allowed = { ...by, says };
    },
    started: (args) => {
      if (plainRead) return;
      write('started', args, { channel: 'none', ...allowed });
      open = true;
    },
    ended: (args, outcome, vendorStatus) => {
      const ms = Math.round(performance.now() - begun);
      const code = 'error' in outcome ? outcome.error.code : undefined;
      if (open) write('ended', args, { outcome: outcome.kind, code, vendorStatus, ms });
      else if (outcome.kind === 'preview' || outcome.kind === 'ask')
        write('preview', args, { because: outcome.preview.because, says: outcome.preview.says, ms });
      else if (outcome.kind === 'refused') write('refused', args, { code, ms });
      else if (!plainRead && outcome.kind === 'failed') write('refused', args, { code, ms });
    },
  };
}

/** The same for the same tool and arguments, whatever their order. */
function digestOf(tool: string, args: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(`${tool}\n${canonical(args)}`)
    .digest('hex');
}
