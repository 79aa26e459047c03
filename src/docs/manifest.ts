import type { Entry } from '../catalog/index.ts';
import type { SettingFacts } from '../config/index.ts';
import { webAddress, type Package } from './package.ts';

/** Settings that a person fills in when installing the bundle; the others keep their defaults. */
const ASKED = /^(?!STEWARD_)|^STEWARD_(SANDBOX|READ_ONLY|AUDIT_FILE)$/;

/** Where the build leaves the program, from the top of a checkout. */
const BUILT = 'dist/src/cli/main.js';

/**
 * The Claude Desktop bundle manifest (MCPB manifest version 0.3), with every tool and the settings a person fills in.
 * `entryPoint` is the program, from the folder of the manifest.
 */
export function manifestOf(
  entries: readonly Entry[],
  settings: ReadonlyMap<string, SettingFacts>,
  about: Package,
  entryPoint = BUILT,
): string {
  const asked = [...settings].filter(([name]) => ASKED.test(name));
  const manifest = {
    manifest_version: '0.3',
    name: 'steward-mcp',
    display_name: 'Steward',
    version: about.version,
    description: about.description,
    author: { name: 'The Steward maintainers' },
    ...linksOf(about),
    icon: 'assets/icon.png',
    license: about.license,
    keywords: about.keywords,
    server: {
      type: 'node',
      entry_point: entryPoint,
      mcp_config: {
        command: 'node',
        args: [`\${__dirname}/${entryPoint}`, 'stdio'],
        env: Object.fromEntries(asked.map(([name]) => [name, `\${user_config.${name.toLowerCase()}}`])),
      },
    },
    tools: entries.map(({ operation }) => ({ name: operation.name, description: operation.description })),
    user_config: Object.fromEntries(asked.map(([name, facts]) => [name.toLowerCase(), option(name, facts)])),
    compatibility: { platforms: ['darwin', 'win32', 'linux'], runtimes: { node: '>=20.18.1' } },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** Only what package.json names: a made-up address helps nobody. */
function linksOf({ homepage, bugs, repository, privacyPolicy }: Package): Record<string, unknown> {
  return {
    ...(repository && { repository: { type: repository.type, url: webAddress(repository.url) } }),
    ...(homepage !== undefined && { homepage, documentation: homepage }),
    ...(bugs && { support: bugs.url }),
    ...(privacyPolicy !== undefined && { privacy_policies: [privacyPolicy] }),
  };
}

function option(name: string, { about, sensitive, kind, fallback }: SettingFacts): Record<string, unknown> {
  const base = { title: titleOf(name), description: about, required: false };
  if (kind === 'flag') return { type: 'boolean', ...base, default: false };
  return { type: 'string', ...base, ...(fallback !== undefined && { default: fallback }), ...(sensitive && { sensitive: true }) };
}

/** How a form writes the words of a name that are not in lower case. */
const WRITTEN: Readonly<Record<string, string>> = {
  api: 'API',
  assistant: 'Assistant',
  ciso: 'CISO',
  knowi: 'Knowi',
  knowledgeowl: 'KnowledgeOwl',
  lightdash: 'Lightdash',
  sso: 'SSO',
  url: 'address',
};

function titleOf(name: string): string {
  const words = name
    .replace(/^STEWARD_/, '')
    .toLowerCase()
    .split('_');
  const text = words.map((word) => WRITTEN[word] ?? word).join(' ');
  return text.replace(/^./, (first) => first.toUpperCase());
}
