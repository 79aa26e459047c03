import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldStdio } from '@modelcontextprotocol/sdk/client/stdio.js';
import { installed, STDIO_PEERS } from '../contestants/over-stdio.ts';
import { READ } from '../contestants/requests.ts';
import { takesPart, type Part, type Verdict } from './part.ts';

interface Command {
  readonly command: string;
  readonly args: string[];
  readonly env: Record<string, string>;
  readonly stderr: 'ignore';
}

/** How many tools a client accepted, or why it did not. */
type Found = number | string;

const ABOUT = { name: 'steward-bench', version: '1.0.0' };

/** Lists with one kind of official client, and calls one tool. */
const CLIENTS: Readonly<Record<string, (command: Command) => Promise<Found>>> = {
  v1: async (command) => {
    const client = new OldClient(ABOUT);
    return found(client, () => client.connect(new OldStdio(command)));
  },
  'v2 auto': (command) => newer('auto', command),
  'v2 pinned to 2026-07-28': (command) => newer({ pin: '2026-07-28' }, command),
};

/** Whether the official clients accept the list of all tools. */
export const clients: Part = {
  name: 'clients',
  run: async (place, options) => {
    const kinds = Object.entries(CLIENTS);
    const verdicts: Verdict[] = [];
    const rows: (readonly (string | number)[])[] = [];
    for (const contestant of [installed('steward'), ...STDIO_PEERS].filter(({ name }) => takesPart(options, name))) {
      const isSteward = contestant.name === 'steward';
      const env = { PATH: process.env['PATH'] ?? '', ...contestant.environment(place) };
      const command: Command = { command: process.execPath, args: [...contestant.args(place)], env, stderr: 'ignore' };
      const row: Found[] = [];
      for (const [kind, list] of kinds) {
        const tools = await list(command);
        row.push(tools);
        if (isSteward)
          verdicts.push({ what: `steward: tools accepted by ${kind}`, figure: Number(tools), target: '224', met: tools === 224 });
      }
      rows.push([contestant.name, ...row]);
    }
    return [
      {
        title: 'The official clients and the whole list, over stdio',
        about: 'Tools that the client accepted before it called one of them, or why it accepted none.',
        columns: ['', ...kinds.map(([kind]) => kind)],
        rows,
        verdicts,
      },
    ];
  },
};

async function newer(mode: 'auto' | { pin: string }, command: Command): Promise<Found> {
  const client = new Client(ABOUT, { versionNegotiation: { mode } });
  return found(client, () => client.connect(new StdioClientTransport(command)));
}

async function found(client: Client | OldClient, connect: () => Promise<void>): Promise<Found> {
  try {
    await connect();
    const { tools } = await client.listTools();
    const { content } = await client.callTool({ name: READ, arguments: {} });
    return JSON.stringify(content).includes('Group 1') ? tools.length : 'the call failed';
  } catch (thrown) {
    return why(thrown);
  } finally {
    await client.close();
  }
}

function why(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message.replaceAll(/\s+/g, ' ') : 'failed';
  if (text.includes('did not offer')) return 'not spoken';
  const [, path] = /"path": \[ ([^\]]+) \]/.exec(text) ?? [];
  return path === undefined ? text.slice(0, 60) : `refuses ${path.replaceAll('"', '').replaceAll(', ', '.')}`;
}
