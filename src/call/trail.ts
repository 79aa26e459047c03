import { createHash } from 'node:crypto';
import type { Audit, AuditEvent } from '../audit/index.ts';
import type { Entry } from '../catalog/index.ts';
import { asks, isObject, type Arguments } from '../operation/index.ts';
import type { Caller, Outcome, Preview } from './outcome.ts';
import { withoutSecrets } from './redact.ts';

/** What one call leaves in the audit: nothing for a plain read, two lines for a write, one for a preview or refusal. */
export interface Trail {
  /** Remembers that a flag stood in for a person. */
  readonly unattended: (preview: Preview) => undefined;
  readonly started: (args: Arguments) => void;
  readonly ended: (args: Arguments, outcome: Outcome, vendorStatus: number | undefined) => void;
}

/** The trail of one call. Appending may throw `audit_unavailable`. */
export function auditTrail(audit: Audit, call: string, caller: Caller, { operation, system }: Entry): Trail {
  const begun = performance.now();
  const plainRead = operation.effect === 'read' && asks(operation) === 'never';
  let shown: Preview | undefined;
  let open = false;
  const write = (event: AuditEvent['event'], args: Arguments, more: Readonly<Record<string, unknown>>) => {
    const shownArgs = withoutSecrets(operation, args);
    const target = Object.fromEntries(Object.keys(operation.path).map((name) => [name, shownArgs[name]]));
    const { principal, client, surface } = caller;
    audit.append({ event, call, principal, client, surface, tool: operation.name, system: system.id, effect: operation.effect, target, digest: digestOf(operation.name, shownArgs), ...more });
  };
  return {
    unattended: (preview) => {
      shown = preview;
    },
    started: (args) => {
      if (plainRead) return;
      write('started', args, shown ? { channel: 'flag', unattended: true, says: shown.says } : { channel: 'none' });
      open = true;
    },
    ended: (args, outcome, vendorStatus) => {
      const ms = Math.round(performance.now() - begun);
      const code = 'error' in outcome ? outcome.error.code : undefined;
      if (open) write('ended', args, { outcome: outcome.kind, code, vendorStatus, ms });
      else if (outcome.kind === 'preview') write('preview', args, { because: outcome.preview.because, ms });
      else if (outcome.kind === 'refused') write('refused', args, { code, ms });
      else if (!plainRead && outcome.kind === 'failed') write('refused', args, { code, ms });
    },
  };
}

/** The same for the same tool and arguments, whatever their order. */
function digestOf(tool: string, args: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(`${tool}\n${canonical(args)}`).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const members = Object.keys(value).toSorted().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(',')}}`;
}
