import {
  CLIENT_CAPABILITIES_META_KEY,
  createRequestStateCodec,
  inputRequired,
  inputResponse,
  SdkError,
  SdkErrorCode,
  type InputRequest,
  type InputRequiredResult,
  type RequestStateCodec,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Answered, Outcome } from '../call/index.ts';
import { CONFIRMATION_TTL } from '../confirm/index.ts';
import { isObject, member } from '../operation/index.ts';

/** What travels through the client between the question and the answer, signed. The confirmation itself stays here. */
interface State {
  readonly confirmation: string;
}

/** Signs and checks the state of questions. `key` yields 32 bytes or more, shared between replicas; it is asked for with the first question. */
export function questionCodec(key: () => Uint8Array | Promise<Uint8Array>): RequestStateCodec<State> {
  let made: RequestStateCodec<State> | undefined;
  const bind = (context: ServerContext) => `${context.mcpReq.method}\u0000${context.http?.authInfo?.clientId ?? 'local'}`;
  const codec = async () => (made ??= createRequestStateCodec<State>({ key: await key(), ttlSeconds: CONFIRMATION_TTL, bind }));
  return {
    mint: async (payload, context) => (await codec()).mint(payload, context),
    verify: async (state, context) => {
      // The SDK decodes signatures leniently; one state has one spelling.
      const signature = state.slice(state.lastIndexOf('.') + 1);
      if (Buffer.from(signature, 'base64url').toString('base64url') !== signature) throw new Error('malformed');
      return (await codec()).verify(state, context);
    },
  };
}

/** Whether the client of this request shows forms to a person. In both eras `elicitation: {}` means forms. */
export function canElicit(context: ServerContext, server: Server): boolean {
  const capabilities: unknown = member(context.mcpReq.envelope, CLIENT_CAPABILITIES_META_KEY) ?? server.getClientCapabilities();
  const elicitation = member(capabilities, 'elicitation');
  return isObject(elicitation) && (Object.keys(elicitation).length === 0 || isObject(elicitation['form']));
}

const KEY = 'confirm';

type Asking = Extract<Outcome, { kind: 'ask' }>;

/** The question as a form: one box to tick, or for the worst class the target's name to type. */
function formOf({ preview: { typed }, text }: Asking): InputRequest {
  const requestedSchema = z.object(
    typed === undefined
      ? { agree: z.boolean().meta({ title: 'Yes, do exactly this', default: false }) }
      : {
          name: z
            .string()
            .max(200)
            .meta({ title: `To agree, type: ${typed}` }),
        },
  );
  return inputRequired.elicit({ message: text, requestedSchema });
}

/** The question as the answer to the call: the client comes back with what the person said. */
export async function question(outcome: Asking, codec: RequestStateCodec<State>, context: ServerContext): Promise<InputRequiredResult> {
  return inputRequired({
    inputRequests: { [KEY]: formOf(outcome) },
    requestState: await codec.mint({ confirmation: outcome.id }, context),
  });
}

/**
 * Asks while the call waits, as the 2025 revisions do. The SDK would do it for `question`, but what it tells when nobody answers, or the
 * client fails, has no code and no way on. Throws only what ended the call.
 */
export async function ask(
  outcome: Asking,
  { mcpReq: { id, signal } }: { readonly mcpReq: Pick<ServerContext['mcpReq'], 'id' | 'signal'> },
  server: Server,
  ending?: AbortSignal,
): Promise<Answered> {
  const form = formOf(outcome);
  const over = new AbortController();
  const end = () => over.abort();
  for (const one of [signal, ending]) one?.addEventListener('abort', end, { once: true });
  try {
    // What is aborted already tells nobody any more.
    if (signal.aborted || ending?.aborted) over.abort();
    const said = await server.request(form, { relatedRequestId: id, signal: over.signal, timeout: CONFIRMATION_TTL * 1000 });
    return answered(outcome.id, said);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    if (ending?.aborted) return { id: outcome.id, accepted: false, without: 'server' };
    const isLate = thrown instanceof SdkError && thrown.code === SdkErrorCode.RequestTimeout;
    return { id: outcome.id, accepted: false, without: isLate ? 'answer' : 'form' };
  } finally {
    for (const one of [signal, ending]) one?.removeEventListener('abort', end);
  }
}

/** What the client answered to our question, only where its state was verified: an answer without it counts as none. */
export function answerIn(context: ServerContext): Answered | undefined {
  const id = member(context.mcpReq.requestState(), 'confirmation');
  if (typeof id !== 'string') return undefined;
  const response = inputResponse(context.mcpReq.inputResponses, KEY);
  return response.kind === 'elicit' ? answered(id, response) : undefined;
}

function answered(id: string, said: unknown): Answered {
  const content = member(said, 'content');
  const name = member(content, 'name');
  return {
    id,
    accepted: member(said, 'action') === 'accept',
    ticked: member(content, 'agree') === true,
    typed: typeof name === 'string' ? name : undefined,
  };
}
