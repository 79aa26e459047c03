/** Everything that can go wrong with a call; programs switch on it, so names never change. */
export type ErrorCode = keyof typeof ERRORS;

interface ErrorFacts {
  /** Whether the same call may succeed later without any change. */
  readonly retryable: boolean;
  /** What an HTTP surface answers. */
  readonly status: number;
  /** What to do next, for the model and the person behind it. */
  readonly advice: string;
}

const facts = (retryable: boolean, status: number, advice: string): ErrorFacts => ({ retryable, status, advice });

/** One row for each code. */
export const ERRORS = {
  invalid_arguments: facts(false, 400, 'Correct the arguments named above and call again; nothing was sent.'),
  unknown_tool: facts(false, 404, 'List the tools, or search them with steward_find.'),
  not_allowed: facts(false, 403, 'The settings of this server do not allow it; ask whoever runs the server.'),
  confirmation_required: facts(false, 409, 'A person must confirm this first.'),
  confirmation_refused: facts(false, 403, 'Without the yes of a person it is not done; do not try again unless they ask for it.'),
  confirmation_unavailable: facts(true, 503, 'Nothing that needs a yes runs until it can be asked for; tell whoever runs the server.'),
  target_changed: facts(false, 409, 'The target is no longer what was shown; look at it again and ask again.'),
  duplicate_call: facts(
    false,
    409,
    'Wait for its answer, or read the target. If it is to happen a second time all the same, call with an idempotencyKey of its own.',
  ),
  still_running: facts(true, 409, 'Repeat the same call with the same key in a few seconds; it is not made twice.'),
  idempotency_unavailable: facts(
    true,
    503,
    'Nothing was sent. Nothing with an idempotency key runs until it can be kept; tell whoever runs the server.',
  ),
  not_configured: facts(false, 503, 'The credentials of this system are not set; see steward-mcp check.'),
  sign_in_failed: facts(false, 502, 'The system refused the configured credentials; see steward-mcp check.'),
  session_required: facts(false, 503, 'The system wants a login session for this; set the e-mail address and password of the account.'),
  forbidden: facts(false, 403, 'The account with which the call was made may not do this; ask an administrator of the system.'),
  not_found: facts(false, 404, 'Check the id with the tool that lists such things.'),
  conflict: facts(false, 409, 'Something like it exists already; read it first.'),
  rejected: facts(false, 422, 'Correct what the system complains about and call again.'),
  feature_disabled: facts(false, 501, 'The feature is switched off or not set up in the system; an administrator of it must enable it.'),
  rate_limited: facts(true, 429, 'Wait before the next call.'),
  vendor_error: facts(false, 502, 'The system failed. For writes, read the target before trying again.'),
  unavailable: facts(true, 503, 'The system is down or overloaded; try again later.'),
  unreachable: facts(true, 502, 'The system cannot be reached; check its address with steward-mcp check.'),
  overloaded: facts(true, 503, 'Make fewer calls at once, or try again in a moment.'),
  timed_out: facts(true, 504, 'The system did not answer in time; ask for less, or try later.'),
  unexpected_answer: facts(false, 502, 'The address does not seem to be the API; check it with steward-mcp check.'),
  answer_too_large: facts(false, 502, 'Ask for less: use paging or a narrower filter.'),
  outcome_unknown: facts(false, 502, 'The write may or may not have happened; read the target before trying again.'),
  cancelled: facts(true, 499, 'The caller cancelled the call.'),
  state_unavailable: facts(
    true,
    503,
    'Tell whoever runs the server: STEWARD_STATE_DIR must name a folder that it can write, on a file system with hard links.',
  ),
  audit_unavailable: facts(true, 503, 'Nothing that changes data runs while the audit cannot be written; tell whoever runs the server.'),
  internal: facts(false, 500, 'This is a fault of the server; its log has the details under the request id.'),
} as const satisfies Record<string, ErrorFacts>;

/** What an error may carry besides its message. None of it is ever a secret or a raw vendor page. */
export interface ErrorDetails {
  /** Argument or body member at fault. */
  readonly field?: string | undefined;
  /** The vendor's HTTP status. */
  readonly vendorStatus?: number | undefined;
  /** Seconds to wait, from `Retry-After`. */
  readonly retryAfter?: number | undefined;
  /** The vendor certainly did not take the request, so a write may be sent again. */
  readonly notTaken?: boolean | undefined;
  /** The system itself gave no answer: nothing came in time, or something in front of it answered instead. */
  readonly down?: boolean | undefined;
  /** This server sent nothing of its own accord, and may when it is asked again later. */
  readonly heldBack?: boolean | undefined;
  readonly cause?: unknown;
}

/** The only error that a caller sees. `message` says what was wrong, the code's advice what to do next. */
export class StewardError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'StewardError';
    this.code = code;
    this.details = details;
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return ERRORS[this.code].retryable;
  }

  /** Message and advice, ready for a person or a model. */
  get text(): string {
    const wait = this.details.retryAfter === undefined ? '' : ` Retry after ${this.details.retryAfter} s.`;
    return `${this.message} ${ERRORS[this.code].advice}${wait}`;
  }
}

/** Anything thrown, as a StewardError; what is not one becomes `internal`, and its text stays inside. */
export function asStewardError(thrown: unknown): StewardError {
  if (thrown instanceof StewardError) return thrown;
  return new StewardError('internal', 'Something went wrong inside the server.', { cause: thrown });
}
