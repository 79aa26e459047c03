import type { ServerContext } from '@modelcontextprotocol/server';
import { answerCall, type Serving } from './calls.ts';
import { questionCodec } from './elicit.ts';
import { openPrompts, type Prompts } from './prompts/index.ts';
import { openShelf, type Shelf } from './resources.ts';
import type { McpParts } from './server.ts';
import { routeInto } from './surface/index.ts';

/** What a server answers besides its tools and its instructions. */
export interface Answers {
  readonly shelf: Shelf;
  readonly prompts: Prompts;
  readonly call: (
    params: { readonly name: string; readonly arguments?: unknown },
    context: ServerContext,
    serving: Serving,
  ) => ReturnType<typeof answerCall>;
  /** Checks what came back from a client with its answer to a question. */
  readonly verify: (state: string, context: ServerContext) => Promise<unknown>;
}

/** Everything is computed here, once. */
export function openAnswers(parts: McpParts): Answers {
  const { entries, tools, kept, stateKey } = parts;
  const codec = questionCodec(stateKey);
  const calling = { ...parts, codec, route: routeInto(parts) };
  return {
    shelf: openShelf(entries, kept),
    prompts: openPrompts(entries, tools),
    call: (params, context, serving) => answerCall(calling, params, context, serving),
    verify: (state, context) => codec.verify(state, context),
  };
}
