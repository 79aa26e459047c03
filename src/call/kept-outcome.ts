import * as z from 'zod';
import type { WholeEntry } from '../catalog/index.ts';
import { ERRORS, StewardError, type ErrorCode } from '../operation/index.ts';
import type { Outcome } from './outcome.ts';
import { toldAs } from './shape.ts';

const failure = z.object({
  code: z.custom<ErrorCode>((code) => typeof code === 'string' && Object.hasOwn(ERRORS, code)),
  message: z.string(),
  field: z.string().optional(),
  vendorStatus: z.number().optional(),
  retryAfter: z.number().optional(),
});

/** How a write ended, as it is kept to be told again. Sealed by whoever keeps it: it may hold what a vendor answered. */
export const keptOutcome = z.union([z.object({ done: z.record(z.string(), z.unknown()) }), z.object({ failed: failure })]);

/** See the schema. */
export type KeptOutcome = z.output<typeof keptOutcome>;

/** Largest answer that is kept, in characters of JSON. */
const LARGEST = 100_000;

/** Codes of failures that say that the system never had the write. */
const NEVER_THERE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['sign_in_failed', 'session_required', 'not_configured']);

/** What to keep of the outcome of a write that may have been sent; undefined where the same call may still be made for the first time. */
export function outcomeToKeep(outcome: Outcome): KeptOutcome | undefined {
  if (outcome.kind === 'done') {
    const { structured } = outcome.answer;
    return { done: JSON.stringify(structured).length > LARGEST ? TOO_LARGE : { ...structured } };
  }
  if (outcome.kind !== 'failed') return undefined;
  const { code, message, details, retryable } = outcome.error;
  if (details.notTaken || retryable || NEVER_THERE.has(code)) return undefined;
  const { field, vendorStatus, retryAfter } = details;
  return { failed: { code, message, field, vendorStatus, retryAfter } };
}

const TOO_LARGE = { done: true, notes: ['It was done; the answer is too large to be told again. Read the target.'] };

/** The outcome of an earlier call, told again. Long texts that were kept beside it are not: their addresses stay in the answer. */
export function toldAgain(entry: WholeEntry, kept: KeptOutcome, call: string): Outcome {
  if ('done' in kept) return { kind: 'done', answer: toldAs(entry, kept.done), repeats: call };
  const { code, message, ...details } = kept.failed;
  return { kind: 'failed', error: new StewardError(code, message, details), repeats: call };
}
