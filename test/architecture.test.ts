import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const TOP = fileURLToPath(new URL('..', import.meta.url));

/** Which of our own parts a part may import, beside itself. `bench` and `test` may import anything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  operation: [],
  config: [],
  log: [],
  sandbox: [],
  version: [],
  trace: [],
  access: ['operation', 'trace'],
  catalog: ['operation'],
  state: ['operation'],
  vendor: ['operation', 'trace'],
  audit: ['operation', 'state'],
  confirm: ['operation', 'state'],
  call: ['operation', 'trace', 'access', 'catalog', 'vendor', 'audit', 'confirm', 'state', 'log'],
  mcp: ['operation', 'access', 'trace', 'catalog', 'call', 'confirm', 'log'],
  http: ['operation', 'access', 'trace', 'call', 'confirm', 'state', 'mcp', 'log'],
  docs: ['catalog', 'config', 'operation'],
  tools: ['operation'],
  adapters: ['config', 'operation', 'vendor'],
  'own-credentials': ['config', 'operation', 'vendor', 'adapters'],
  offer: ['catalog', 'config', 'open-catalog', 'own-credentials', 'sandbox', 'trace'],
  'open-catalog': ['catalog', 'operation', 'tools'],
  watch: ['audit', 'call', 'catalog', 'operation', 'vendor'],
  app: ['*'],
  cli: ['*'],
};

/** Who alone may import a package, or a whole scope of them. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  undici: ['vendor'],
  '@modelcontextprotocol': ['mcp', 'http'],
  fastify: ['http', 'sandbox'],
  '@fastify': ['http'],
  pino: ['log'],
  helmet: ['http'],
  jose: ['http'],
  'prom-client': ['http'],
  commander: ['cli'],
  'gpt-tokenizer': ['cli'],
  esbuild: ['cli'],
  '@anthropic-ai': ['cli'],
  minisearch: ['catalog'],
  '@redis': ['state'],
  '@opentelemetry': ['trace'],
  zod: ['*'],
};

interface Source {
  readonly path: string;
  /** The folder under `src`, or `tools`. */
  readonly part: string;
  readonly text: string;
  readonly lines: number;
}

const SKIP = new Set(['node_modules', 'recordings', 'told']);
const product = ['src', 'tools'].flatMap(sourcesIn);
const everything = [...product, ...['test', 'bench'].flatMap(sourcesIn)];

describe('the parts', () => {
  it('are all in the table', () => {
    expect([...new Set(product.map(({ part }) => part))].filter((part) => !(part in MAY_IMPORT))).toEqual([]);
  });

  it('import only the parts that they may', () => {
    const wrong = product.flatMap(({ path, part, text }) => {
      const may = MAY_IMPORT[part] ?? [];
      const others = importsOf(text)
        .filter((name) => name.startsWith('.'))
        .map((name) => partOf(join(dirname(path), name)));
      return others
        .filter((other) => other !== part && !may.includes('*') && !may.includes(other))
        .map((other) => `${path} imports ${other}`);
    });
    expect(wrong).toEqual([]);
  });

  it('take each other by the front door: the index of a folder', () => {
    const wrong = product.flatMap(({ path, part, text }) =>
      importsOf(text)
        .filter((name) => name.startsWith('.'))
        .map((name) => join(dirname(path), name))
        .filter(
          (target) => partOf(target) !== part && dirname(target) !== 'src' && !target.endsWith('/index.ts') && !SIDE_DOORS.includes(target),
        )
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('leave each package to its owner', () => {
    const wrong = product.flatMap(({ path, part, text }) =>
      importsOf(text)
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
        .filter((name) => !ownersOf(name).some((owner) => owner === part || owner === '*'))
        .map((name) => `${path} imports ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('take zod as a namespace: of an object with everything in it, no bundler can leave anything out', () => {
    expect(product.filter(({ text }) => /^import \{.*\} from 'zod'/m.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('read the environment in config only', () => {
    expect(product.filter(({ part, text }) => part !== 'config' && text.includes('process.env')).map(({ path }) => path)).toEqual([]);
  });

  it('know single systems only where systems are described, adapted or emulated', () => {
    const id = /(===|!==|case) *'(knowi-management|knowi-sso|ciso-assistant|lightdash|knowledgeowl)'/;
    const allowed = ['vendor', 'tools', 'adapters', 'sandbox'];
    expect(product.filter(({ part, text }) => !allowed.includes(part) && id.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the files', () => {
  it('have at most 300 lines', () => {
    expect(everything.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });

  it('of the product have fewer than 100 lines in the median', () => {
    const counts = product.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(100);
  });

  it('have kebab-case names, named exports, and no folder called utils', () => {
    expect(everything.filter(({ path }) => !/^([a-z0-9-]+\/)+[a-z0-9-]+(\.test)?\.ts$/.test(path)).map(({ path }) => path)).toEqual([]);
    expect(everything.filter(({ text }) => /^export default/m.test(text)).map(({ path }) => path)).toEqual([]);
    expect(everything.filter(({ path }) => /\b(utils?|helpers?|misc|common)\b/.test(path)).map(({ path }) => path)).toEqual([]);
  });
});

/** Modules beside an index that others load on their own, because most runs do not need them. */
const SIDE_DOORS: readonly string[] = [
  'src/mcp/remote.ts',
  'src/mcp/setup.ts',
  'src/access/tokens-file.ts',
  'src/trace/spans.ts',
  'src/catalog/token-costs.ts',
  'src/sandbox/core/fault-table.ts',
];

function ownersOf(name: string): readonly string[] {
  return OWNERS[name] ?? OWNERS[name.split('/')[0] ?? ''] ?? [];
}

const STATIC = /^(?:import|export) (?:type )?(?:\w+,? |\* as \w+ |\* )?(?:\{[^}]*\} )?from '([^']+)'/gm;
const OTHER = /^import '([^']+)'|\bimport\('([^']+)'\)/gm;

function importsOf(text: string): readonly string[] {
  return [...text.matchAll(STATIC), ...text.matchAll(OTHER)].map(([, name, late]) => name ?? late ?? '');
}

function partOf(path: string): string {
  const [top = '', folder = ''] = path.split('/');
  return top === 'src' ? folder.replace(/\.ts$/, '') : top;
}

function sourcesIn(folder: string): readonly Source[] {
  return filesIn(join(TOP, folder)).map((file) => {
    const [path, text] = [relative(TOP, file), readFileSync(file, 'utf8')];
    return { path, part: partOf(path), text, lines: text.split('\n').length - 1 };
  });
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      if (SKIP.has(entry.name)) return [];
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : path.endsWith('.ts') ? [path] : [];
    });
  } catch {
    return [];
  }
}
