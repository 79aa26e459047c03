import { guardsFor, openAdapters } from '../../src/adapters.ts';
import { callerFor, type Outcome, type RunCall } from '../../src/call/index.ts';
import { catalogOf, visibleUnder, type WholeEntry } from '../../src/catalog/index.ts';
import { readSettings } from '../../src/config/index.ts';
import { asks, type Arguments, type Operation } from '../../src/operation/index.ts';
import { openCisoAssistant } from '../../src/sandbox/ciso-assistant/index.ts';
import type { Emulation, Reply } from '../../src/sandbox/core/emulation.ts';
import { openFaults, type Faults, type Struck } from '../../src/sandbox/core/faults.ts';
import { serveEmulations } from '../../src/sandbox/core/server.ts';
import { openKnowi } from '../../src/sandbox/knowi/index.ts';
import { openKnowiSso } from '../../src/sandbox/knowi-sso/index.ts';
import { openKnowledgeOwl } from '../../src/sandbox/knowledgeowl/index.ts';
import { openLightdash } from '../../src/sandbox/lightdash/index.ts';
import { buildRequest, LIMITS, type ClientLimits } from '../../src/vendor/index.ts';
import { systems } from '../../tools/index.ts';
import { samplesOf } from './samples.ts';
import { alone } from './steward.ts';

/** All operations. */
export const catalog = catalogOf(systems);
const SIGN_IN = new Set(['POST /login', 'POST /api/iam/login/', 'POST /api/v1/login']);
/** What is minted stands where one of the operations wants it. */
const MINTED = Object.fromEntries(
  ['token', 'url', 'shareUrl', 'userToken', 'sessionToken', 'secureHash', 'secureShareUrl'].map((name) => [name, `minted-${name}`]),
);
/** One answer that every operation takes for a success. */
const SUCCESS: Reply = {
  status: 200,
  body: {
    ...MINTED,
    status: 'ok',
    results: { ...MINTED, list: [1, 2, 3] },
    succeeded: [{ id: 'x' }],
    failed: [],
    data: { id: 'x' },
    valid: true,
  },
};

/** Arguments whose shape clients are told in another tool. */
const BY_HAND: Readonly<Record<string, readonly Arguments[]>> = {
  DownloadCsvFromSavedChart: [
    {
      chartUuid: 'b0e1c2d3-4f5a-4b6c-8d7e-9f0a1b2c3d4e',
      onlyRaw: true,
      dashboardFilters: { dimensions: [], metrics: [], tableCalculations: [] },
    },
  ],
};

/** Signs in as the system does, and answers everything else alike, whatever the arguments. */
function agreeable(emulation: Emulation): Emulation {
  const routes = Object.entries(emulation.routes).filter(([route]) => SIGN_IN.has(route));
  return { ...emulation, routes: Object.fromEntries(routes), unknown: () => SUCCESS };
}

/** An operation with arguments that a healthy system takes, the one request that it then makes, and what it answers. */
export interface Ready {
  readonly entry: WholeEntry;
  readonly args: Arguments;
  /** As a rule of the sandbox finds it. */
  readonly request: { readonly system: string; readonly method: string; readonly path: RegExp };
  readonly answer: string;
}

/** Five systems that take every call, and a pipeline in front of them. */
export interface FaultySystems {
  readonly faults: Faults;
  /** What arrived since it was last emptied. */
  readonly arrived: Struck[];
  readonly call: (operation: Operation, args: Arguments) => Promise<Outcome>;
  /** Every operation whose call succeeds, made ready by calling it. */
  readonly ready: () => Promise<readonly Ready[]>;
  readonly close: () => Promise<void>;
}

/** Opens them. `pause` is the sandbox's, see openFaults. */
export async function faultySystems(pause: number, limits: Partial<ClientLimits>): Promise<FaultySystems> {
  const arrived: Struck[] = [];
  const faults = openFaults({ pause, arrived: (request) => arrived.push(request) });
  const clock = { now: faults.now };
  const emulations = [openKnowi(clock), openKnowiSso(clock), openCisoAssistant(clock), openLightdash(), openKnowledgeOwl(clock)];
  const sandbox = await serveEmulations(emulations.map(agreeable), { faults });
  // Without the token, so that sessions end too.
  const { CISO_ASSISTANT_TOKEN: _, ...environment } = sandbox.settings;
  const settings = readSettings({ ...environment, STEWARD_VENDOR_COOLDOWN: '0' });
  const bare = openAdapters(settings, { ...LIMITS, retry: { attempts: 3, pause: 0, longest: 50 }, ...limits });
  const { before } = guardsFor(settings, (id) => id);
  const adapters = new Map([...bare].map(([id, adapter]) => [id, before(adapter)]));
  const visible = visibleUnder(catalog, { configured: new Set(adapters.keys()), readOnly: false });
  const run: RunCall = callerFor({ ...alone(), revealSecrets: true, catalog, visible, adapters });
  const call = (operation: Operation, args: Arguments) => {
    const confirm = asks(operation) === 'never' ? {} : { confirm: true };
    return run({ tool: operation.name, args: { ...args, ...confirm }, caller: { principal: 'local', surface: 'cli' } });
  };
  const makeReady = async (entry: WholeEntry): Promise<Ready | undefined> => {
    const { operation, system } = entry;
    for (const args of [...samplesOf(operation), ...(BY_HAND[operation.id] ?? [])]) {
      arrived.length = 0;
      const outcome = await call(operation, args);
      if (outcome.kind !== 'done') continue;
      const { method, path } = buildRequest(operation, args);
      // The address of a system may add a root to the documented path.
      const own = arrived.findLast((one) => one.system === system.id && one.method === method && one.path.endsWith(path));
      if (!own) continue;
      const request = { system: system.id, method, path: new RegExp(`^${own.path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) };
      return { entry, args, request, answer: JSON.stringify(outcome.answer.structured) };
    }
    return undefined;
  };
  return {
    faults,
    arrived,
    call,
    ready: async () => {
      const all: Ready[] = [];
      for (const entry of catalog.entries) {
        const one = await makeReady(entry);
        if (one) all.push(one);
      }
      return all;
    },
    close: async () => {
      for (const adapter of adapters.values()) await adapter.close();
      await sandbox.close();
    },
  };
}
