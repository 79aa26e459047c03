import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, startProcess, type Process } from './processes.ts';

/** Everything that a soak runs: the sandbox, and Steward as users run it, over HTTP and over stdio. */
export interface Place {
  readonly settings: Readonly<Record<string, string>>;
  readonly sandbox: Process;
  readonly http: Process;
  readonly stdio: Process;
  readonly url: URL;
  /** Tokens of callers, by name. */
  readonly tokens: Readonly<Record<'ada' | 'ben' | 'job' | 'metrics', string>>;
  /** The audit file of a server. */
  readonly auditOf: (server: 'http' | 'stdio') => string;
  /** Ends what still runs and removes the folder. */
  readonly close: () => Promise<void>;
}

/** Which share of the requests to all systems goes wrong, and how; one system is down most of the time. */
export const FAULTS: readonly string[] = [
  'knowledgeowl=503:0.8',
  ...['latency:0.01', '429:0.01', '429-retry-after:0.005', '500:0.01', '502:0.01', '503:0.01'].map((fault) => `all=${fault}`),
  ...['reset-before:0.01', 'reset-after:0.01', 'half-body:0.01', 'truncated-json:0.01', 'wrong-type:0.01', 'expired-token:0.01'].map(
    (fault) => `all=${fault}`,
  ),
];

const SCOPES = 'steward:read,steward:write,steward:destroy';

/** Starts everything. */
export async function openPlace(seed: number): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'steward-soak-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const started: Process[] = [];
  const start = (...given: Parameters<typeof startProcess>) => {
    const one = startProcess(...given);
    started.push(one);
    return one;
  };
  const close = async () => {
    for (const one of started.toReversed()) await one.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const sandbox = start('sandbox', ['sandbox', '--seed', String(seed), ...FAULTS.flatMap((fault) => ['--fault', fault])], {
      HOME: folder,
    });
    const [printed] = await sandbox.printed(/[^]*KNOWLEDGEOWL_API_KEY=.*\n/);
    const settings = Object.fromEntries([...printed.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]));
    const file = join(folder, 'tokens.json');
    const token = async (name: string, scopes: string, confirm: string) => {
      const args = ['token', 'add', '--print', '--file', file, '--name', name, '--scopes', scopes, '--confirm', confirm];
      return (await runCommand(args, { HOME: folder })).stdout.trim();
    };
    const tokens = {
      ada: await token('ada', SCOPES, 'human'),
      ben: await token('ben', SCOPES, 'human'),
      job: await token('job', SCOPES, 'flag'),
      metrics: await token('metrics', 'steward:metrics', 'human'),
    };
    const auditOf: Place['auditOf'] = (server) => join(folder, `audit-${server}.jsonl`);
    const environment = (server: 'http' | 'stdio') => ({
      ...settings,
      HOME: folder,
      STEWARD_STATE_DIR: join(folder, `state-${server}`),
      STEWARD_AUDIT_FILE: auditOf(server),
      STEWARD_AUDIT_MAX_MB: '1',
    });
    const http = start('http', ['http', '--port', '0'], {
      ...environment('http'),
      STEWARD_AUTH: 'token',
      STEWARD_TOKENS_FILE: file,
      STEWARD_RATE_LIMIT: '0',
      STEWARD_RATE_LIMIT_ADDRESS: '0',
    });
    const stdio = start('stdio', ['stdio'], { ...environment('stdio'), STEWARD_CONFIRM: 'flag' });
    const [url] = await http.printed(/http:\S+\/mcp/);
    return { settings, sandbox, http, stdio, url: new URL(url), tokens, auditOf, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
