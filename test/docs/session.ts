import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { isObject, member, type JsonObject } from '../../src/operation/index.ts';
import type { Connected, Form } from '../e2e/clients.ts';

/** One thing that an agent does in a session: which operation, found with which words, with which arguments. */
export interface Move {
  readonly why: string;
  readonly words: string;
  readonly tool: string;
  readonly args: (seen: Seen) => JsonObject;
}

/** The answers so far, by tool; the last one of each. */
export type Seen = Readonly<Record<string, JsonObject>>;

/** What a session came to. */
export interface Played {
  readonly markdown: string;
  /** Tokens of what is told at the start, and of all calls with their answers. */
  readonly start: number;
  readonly calls: number;
  /** How many calls there were. */
  readonly count: number;
}

const SHOWN = 900;

/** Plays moves through a client, as an agent on that surface would, and writes down what went over the wire. */
export async function played(client: Connected, surface: 'full' | 'compact', moves: readonly Move[], forms: Form[]): Promise<Played> {
  const tools = (await client.tools()).map(({ name, title, description, inputSchema }) => ({ name, title, description, inputSchema }));
  const start = countTokens(client.instructions ?? '') + countTokens(JSON.stringify(tools));
  const lines: string[] = [];
  const seen: Record<string, JsonObject> = {};
  let calls = 0;
  let count = 0;

  const call = async (tool: string, args: JsonObject): Promise<JsonObject> => {
    const asked = forms.length;
    const { text, structured, isError } = await client.call(tool, args);
    if (isError) throw new Error(`${tool}: ${text}`);
    const request = JSON.stringify({ name: tool, arguments: args });
    const tokens = countTokens(request) + countTokens(text);
    calls += tokens;
    count += 1;
    lines.push(`**${tool}** \`${JSON.stringify(args)}\` (${tokens} tokens)`, ...forms.slice(asked).map(shownForm), block(text));
    return structured ?? {};
  };

  const dispatchers = new Map<string, string>();
  const foundBy = async (words: string, tool: string): Promise<string> => {
    const { found } = await call('steward_find', { words, limit: 3 });
    const hit = Array.isArray(found) ? found.find((one) => member(one, 'tool') === tool) : undefined;
    const dispatcher = member(hit, 'call');
    if (typeof dispatcher !== 'string') throw new Error(`"${words}" does not find ${tool}`);
    await call('steward_describe', { tool });
    return dispatcher;
  };

  for (const { why, words, tool, args } of moves) {
    lines.push(`### ${why}`);
    const given = args(seen);
    if (surface === 'full') seen[tool] = await call(tool, given);
    else {
      const known = dispatchers.get(tool) ?? (await foundBy(words, tool));
      dispatchers.set(tool, known);
      seen[tool] = await call(known, { tool, arguments: given });
    }
  }
  return { markdown: lines.join('\n\n'), start, calls, count };
}

function shownForm({ message }: Form): string {
  return `The person sees this form, and agrees:\n\n${message
    .split('\n')
    .map((line) => `> ${line}`)
    .join('  \n')}`;
}

function block(text: string): string {
  return `\`\`\`\n${text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}… (shortened here)` : text}\n\`\`\``;
}

/** The items of a list answer. */
export function itemsIn(answer: JsonObject | undefined, name = 'items'): readonly JsonObject[] {
  const items = answer?.[name];
  return Array.isArray(items) ? items.filter(isObject) : [];
}
