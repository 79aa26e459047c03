import type { Pool } from 'undici';
import { member } from '../../src/operation/json.ts';
import { hello, older, type Message } from '../contestants/requests.ts';
import { lost, messagesIn, post, toldBy, toldIn, type Told } from './client.ts';
import { count, type Tally } from './tally.ts';

/** A session of a client of the 2025 revisions that can put a form before a person. */
export interface Session {
  /** One call; a form is answered as `agree` has it. */
  readonly call: (tool: string, args: Readonly<Record<string, unknown>>, agree?: boolean) => Promise<Told>;
  /** Ends it. Most clients never do. */
  readonly end: () => Promise<void>;
}

/** Opens a session; undefined where the server gives none, as when the caller has too many. */
export async function openSession(pool: Pool, token: string, tally: Tally): Promise<Session | undefined> {
  const opened = await post(pool, token, hello({ elicitation: {} }));
  const id = opened.headers['mcp-session-id'];
  if (opened.status >= 400) toldBy(opened.status, opened.text, tally);
  if (typeof id !== 'string') return undefined;
  const own = { 'mcp-session-id': id };
  const within = ({ headers, body }: Message): Message => ({ headers: { ...headers, ...own }, body });
  const say = (message: object) => post(pool, token, { headers: { ...older('').headers, ...own }, body: () => JSON.stringify(message) });
  await say({ jsonrpc: '2.0', method: 'notifications/initialized' });
  let last = 1;

  const call: Session['call'] = async (tool, args, agree = false) => {
    last += 1;
    const { headers, body } = within(older('tools/call', { name: tool, arguments: args }));
    try {
      const answer = await pool.request({
        path: '/mcp',
        method: 'POST',
        headers: { ...headers, authorization: `Bearer ${token}` },
        body: body(last),
      });
      if (answer.statusCode >= 400) return toldBy(answer.statusCode, await answer.body.text(), tally);
      let text = '';
      let asked: unknown;
      for await (const piece of answer.body) {
        text += String(piece);
        const question = messagesIn(text.slice(0, text.lastIndexOf('\n') + 1)).find(
          (one) => member(one, 'method') === 'elicitation/create',
        );
        if (question === undefined || asked !== undefined) continue;
        asked = member(question, 'id');
        count(tally.calls, 'ask');
        const result = agree ? { action: 'accept', content: { agree: true } } : { action: 'decline' };
        await say({ jsonrpc: '2.0', id: asked, result });
      }
      return toldIn(
        messagesIn(text).find((one) => member(one, 'id') === last && !member(one, 'method')),
        tally,
      );
    } catch (thrown) {
      return lost(undefined, thrown, tally);
    }
  };
  return {
    call,
    end: async () => {
      const answer = await pool.request({ path: '/mcp', method: 'DELETE', headers: { ...own, authorization: `Bearer ${token}` } });
      await answer.body.dump();
      if (answer.statusCode >= 400) count(tally.refused, String(answer.statusCode));
    },
  };
}
