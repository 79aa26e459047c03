import type { JsonObject, StewardError } from '../operation/index.ts';
import type { Origin } from '../trace/index.ts';
import type { KeptText } from './kept.ts';

/** Who calls. In the audit and, later in a call's life, part of what a confirmation is bound to. */
export interface Caller {
  /** `local` on stdio and the command line, else the authenticated name. */
  readonly principal: string;
  /** What the MCP client calls itself; a claim, never a reason to allow anything. */
  readonly client?: string | undefined;
  readonly surface: 'stdio' | 'http' | 'cli';
  /** The client can put a form before a person. */
  readonly elicits?: boolean | undefined;
  /** What the principal may do; undefined where nobody is authenticated. */
  readonly scopes?: readonly string[] | undefined;
  /** Credentials that came with this call, by system; used for nothing else. */
  readonly credentials?: ReadonlyMap<string, string> | undefined;
  /** Who confirms for this principal, whatever the server says for the others. */
  readonly confirm?: 'human' | 'flag' | undefined;
}

/** What a client answered to a form, with the request that its verified state names. All of it is hostile until redeemed. */
export interface Answered {
  /** Id of the confirmation. */
  readonly id: string;
  /** The form was sent off, and not declined or closed. */
  readonly accepted: boolean;
  /** The box that says yes was ticked. */
  readonly ticked?: boolean | undefined;
  readonly typed?: string | undefined;
  /** What there was not, where nobody said no: a form, because the client failed, an answer in time, or a server that still waits for one. */
  readonly without?: 'form' | 'answer' | 'server' | undefined;
}

/** One tool call, before anything is known to be right about it. */
export interface CallRequest {
  readonly tool: string;
  readonly args: unknown;
  readonly caller: Caller;
  /** The request over HTTP that it came with. */
  readonly origin?: Origin | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly answered?: Answered | undefined;
  /** What the client sent as the idempotency key beside the arguments. */
  readonly idempotencyKey?: unknown;
  /** Told how far long work is: how many items are there, and of how many where that is known. */
  readonly progress?: ((done: number, total: number | undefined) => void) | undefined;
}

/** What a person is shown before something is removed, granted or published. */
export interface Preview {
  readonly tool: string;
  readonly title: string;
  readonly system: string;
  /** Why it waits for a person. */
  readonly because: string;
  /** What a yes does, naming the target. */
  readonly says: string;
  readonly undo: string;
  /** The arguments, secrets hidden. */
  readonly args: JsonObject;
  /** What the person must type to agree, for the worst class. */
  readonly typed?: string | undefined;
}

/** A successful answer, ready to be told. */
export interface Shaped {
  readonly structured: JsonObject;
  /** The same as fenced compact text, with advice where something was cut. */
  readonly text: string;
  /** Long texts that are kept beside the answer. */
  readonly links?: readonly KeptText[] | undefined;
}

/** How a call ended. A call never throws. */
export type Outcome =
  | { readonly kind: 'done'; readonly answer: Shaped; readonly repeats?: Repeated }
  | {
      readonly kind: 'preview';
      readonly preview: Preview;
      readonly text: string;
      /** The end of `text`, in our words: how to go on. */ readonly onward?: string;
    }
  | { readonly kind: 'ask'; readonly preview: Preview; readonly text: string; readonly id: string }
  | { readonly kind: 'refused'; readonly error: StewardError; readonly preview?: Preview | undefined }
  | { readonly kind: 'failed'; readonly error: StewardError; readonly repeats?: Repeated };

/** Id of the earlier call whose outcome this is: nothing was done this time. */
type Repeated = string | undefined;
