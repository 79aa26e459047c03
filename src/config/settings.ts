import { isIP } from 'node:net';
import * as z from 'zod';
import { byDefault, optional, type Setting, type SettingFacts } from './setting.ts';

const url = () => z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
// A line break inside a credential would only fail later, as a header that cannot be sent.
const text = () => z.string().regex(/^\P{Cc}*$/u, 'must be one line of text');
const flag = () => z.stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'], error: 'must be true or false' });
const list = () =>
  z.string().transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
// Not `z.coerce`, for which a blank is 0, and 0 takes a limit away.
const whole = (min: number, max: number) =>
  z.string().trim().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().int().min(min).max(max));

/** Whether an address is a scheme and a host, and nothing more. */
function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { origin, href } = new URL(value);
  return href === `${origin}/`;
}

/** Whether a text is an address, a network such as `10.0.0.0/8`, or a name that stands for some of these. */
function isNetwork(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [address = '', bits, ...more] = text.split('/');
  const width = { 4: 32, 6: 128 }[isIP(address)];
  return (
    width !== undefined &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= width))
  );
}

/** Every setting there is, by environment name. Each may also be given as `NAME_FILE`, the path of a file that holds it. */
const SETTINGS = {
  LIGHTDASH_URL: optional('Systems', url, 'Address of Lightdash, for example https://lightdash.example.com.'),
  LIGHTDASH_TOKEN: optional('Systems', text, 'Lightdash personal access token.', true),
  LIGHTDASH_EMAIL: optional('Systems', text, 'Lightdash account for what only a login session may do.'),
  LIGHTDASH_PASSWORD: optional('Systems', text, 'Password of that account.', true),
  CISO_ASSISTANT_URL: optional('Systems', url, 'Address of CISO Assistant, with or without /api.'),
  CISO_ASSISTANT_TOKEN: optional('Systems', text, 'CISO Assistant personal access token.', true),
  CISO_ASSISTANT_USERNAME: optional('Systems', text, 'CISO Assistant account, where there is no token.'),
  CISO_ASSISTANT_PASSWORD: optional('Systems', text, 'Password of that account.', true),
  KNOWI_URL: byDefault('Systems', url, 'https://www.knowi.com', 'Address of Knowi.'),
  KNOWI_CLIENT_ID: optional('Systems', text, 'Client id of the Knowi Management API.', true),
  KNOWI_CLIENT_SECRET: optional('Systems', text, 'Client secret of the Knowi Management API.', true),
  KNOWI_SSO_URL: byDefault('Systems', url, 'https://www.knowi.com', 'Address of Knowi for single sign-on.'),
  KNOWI_SSO_CUSTOMER_TOKEN: optional('Systems', text, 'Customer token of Knowi single sign-on.', true),
  KNOWLEDGEOWL_URL: byDefault('Systems', url, 'https://app.knowledgeowl.com', 'Address of KnowledgeOwl.'),
  KNOWLEDGEOWL_API_KEY: optional('Systems', text, 'KnowledgeOwl API key.', true),
  STEWARD_SANDBOX: byDefault('Systems', flag, false, 'Use emulated systems with made-up data instead of the real ones.'),
  STEWARD_CONFIRM: byDefault(
    'Safety',
    () => z.enum(['human', 'flag']),
    'human',
    'Who confirms removals, grants and publications: `human` wants a person, `flag` lets `confirm: true` suffice, for scripts.',
  ),
  STEWARD_APPROVALS: byDefault(
    'Safety',
    () => z.enum(['one', 'two']),
    'one',
    '`two` has the worst removals (an organisation, a space, more than ten targets) approved on the page by a second person over HTTP.',
  ),
  STEWARD_BROWSER: optional(
    'Safety',
    text,
    "Program that opens the approvals page for the person; `none` for no browser. Default: the operating system's own.",
  ),
  STEWARD_STATE_DIR: optional(
    'Safety',
    text,
    "Folder for pending confirmations and the key that seals them, on a file system with hard links. Default: steward-mcp in the account's state folder.",
  ),
  STEWARD_STATE_KEY: optional(
    'Safety',
    () => z.string().min(32),
    'Key that seals handles and confirmations, 32 characters or more; the same in every replica. Default: a key kept in the state folder.',
    true,
  ),
  STEWARD_REDIS_URL: optional(
    'Safety',
    () => z.url({ protocol: /^rediss?$/, error: 'must be a redis or rediss address' }),
    'Redis or Valkey in which replicas share confirmations and what is spent, for example rediss://:password@redis.example.com:6379/0. ' +
      'Takes the place of the state folder and needs STEWARD_STATE_KEY.',
    true,
  ),
  STEWARD_AUDIT_FILE: optional(
    'Safety',
    text,
    'File to which every write and every refusal is appended, one JSON line each. One process at a time writes to it.',
  ),
  STEWARD_AUDIT_MAX_MB: byDefault(
    'Safety',
    () => whole(1, 10_000),
    100,
    'Megabytes that the audit file may have; then it is set aside under its name and the time, and the chain goes on in a new one.',
  ),
  STEWARD_GRANT: optional(
    'Safety',
    text,
    'What `steward-mcp grant` printed: lets a script make a few calls that a person agreed to in advance. Not over HTTP.',
    true,
  ),
  STEWARD_REVEAL_SECRETS: byDefault(
    'Safety',
    flag,
    false,
    'Show what an operation mints (tokens, keys) to the model instead of hiding it.',
  ),
  STEWARD_SYSTEMS: optional('Visibility', list, 'Only these systems, separated by commas.'),
  STEWARD_GROUPS: optional('Visibility', list, 'Only these groups (`lightdash:User Groups`), separated by commas.'),
  STEWARD_ALLOW: optional('Visibility', list, 'Only these tools; `*` stands for anything (`lightdash_list_*`).'),
  STEWARD_DENY: optional('Visibility', list, 'Not these tools; `*` stands for anything.'),
  STEWARD_TOOLS: byDefault(
    'Visibility',
    () => z.enum(['full', 'compact']),
    'full',
    'Which tools are listed: `full` every visible operation, `compact` a search, a description and three dispatchers that run them. ' +
      'Every visible operation stays callable by its name.',
  ),
  STEWARD_READ_ONLY: byDefault('Visibility', flag, false, 'Only tools that read.'),
  STEWARD_ANSWER_TOKENS: byDefault(
    'Answers',
    () => whole(500, 100_000),
    8_000,
    'Largest answer of a tool, in tokens (about 4 characters each).',
  ),
  STEWARD_VENDOR_TIMEOUT: byDefault(
    'Answers',
    () => whole(1, 600),
    60,
    'Seconds after which a call to a system is given up, its wait for a turn, sign-in and retries included.',
  ),
  STEWARD_VENDOR_CONCURRENCY: byDefault(
    'Answers',
    () => whole(1, 1_000),
    32,
    'Calls to one system that are under way at once. Further ones wait for their turn, which callers get in rotation.',
  ),
  STEWARD_VENDOR_QUEUE: byDefault(
    'Answers',
    () => whole(0, 100_000),
    1_000,
    'Calls of one caller that may wait for their turn at one system; more are refused as `overloaded`.',
  ),
  STEWARD_VENDOR_COOLDOWN: byDefault(
    'Answers',
    () => whole(0, 3_600),
    15,
    'Seconds for which a system is left alone that did not answer five calls in a row: calls to it fail at once. 0 asks it every time.',
  ),
  STEWARD_LOG_LEVEL: byDefault('Serving', () => z.enum(['silent', 'error', 'warn', 'info', 'debug']), 'warn', 'What is logged to stderr.'),
  STEWARD_AUTH: byDefault(
    'Serving',
    () => z.enum(['none', 'token', 'oauth']),
    'none',
    'How HTTP callers are known: `none` serves on loopback only, `token` by a tokens file, `oauth` by the JWTs of an authorization server.',
  ),
  STEWARD_TOKENS_FILE: optional('Serving', text, 'File of hashed tokens, written by `steward-mcp token add`; read again when it changes.'),
  STEWARD_PUBLIC_URL: optional(
    'Serving',
    () =>
      url()
        .refine(isOrigin, 'must be an address without a path, as in https://steward.example.com')
        .transform((value) => new URL(value).origin),
    'Address under which clients reach the HTTP server, without a path; requests for other host names are refused.',
  ),
  STEWARD_TRUST_PROXY: optional(
    'Serving',
    () => list().refine((parts) => parts.every(isNetwork), 'must be addresses or networks such as 10.0.0.0/8, separated by commas'),
    'Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For tells the address of a caller.',
  ),
  STEWARD_OAUTH_ISSUER: optional('Serving', url, 'The authorization server, exactly as in the `iss` of its tokens.'),
  STEWARD_OAUTH_AUDIENCE: optional('Serving', text, 'What the `aud` of tokens must hold. Default: the public address followed by /mcp.'),
  STEWARD_CALLER_CREDENTIALS: byDefault(
    'Serving',
    flag,
    false,
    'Callers over HTTP may bring their own credential of a system in a header such as x-steward-lightdash-token; it serves that call only.',
  ),
  STEWARD_RATE_LIMIT: byDefault(
    'Serving',
    () => whole(0, 1_000_000),
    600,
    'Requests a minute of one authenticated caller; 0 for any number. Not with STEWARD_AUTH=none.',
  ),
  STEWARD_RATE_LIMIT_ADDRESS: byDefault(
    'Serving',
    () => whole(0, 1_000_000),
    1_200,
    'Requests a minute from one address; 0 for any number. Not with STEWARD_AUTH=none.',
  ),
  STEWARD_MAX_CALLS: byDefault(
    'Serving',
    () => whole(0, 100_000),
    500,
    'Calls under way at once, those that wait for the answer to a form included; more are answered 503. 0 for any number.',
  ),
  STEWARD_MAX_LAG: byDefault(
    'Serving',
    () => whole(0, 60_000),
    1_000,
    'Milliseconds that the event loop may be late before requests are answered 503; 0 for any.',
  ),
  STEWARD_SHUTDOWN_SECONDS: byDefault(
    'Serving',
    () => whole(0, 600),
    20,
    'How long calls under way may take when the HTTP server is told to end.',
  ),
};

/** Every setting with its checked value. */
export type Settings = { readonly [Name in SettingName]: (typeof SETTINGS)[Name]['unset'] };

/** The name of a setting. */
export type SettingName = keyof typeof SETTINGS;

/** All settings with what is told about them, in the order of the documentation. */
export const settingFacts: ReadonlyMap<string, SettingFacts> = new Map(Object.entries(SETTINGS));

/** The settings in texts by name. Where anything is wrong there are none, and `problems` get a line for each. */
export function settingsIn(given: Readonly<Record<string, string>>, problems: string[]): Settings | undefined {
  const wrong: string[] = [];
  const valueOf = (name: string, { schema, unset }: Setting<unknown>): unknown => {
    const text = given[name];
    if (text === undefined) return unset;
    // A check that is made once is not worth compiling.
    const result = schema().safeParse(text, { jitless: true });
    wrong.push(...(result.error?.issues ?? []).map((issue) => `${[name, ...issue.path].join('.')}: ${issue.message}.`));
    return result.data;
  };
  const pairs: readonly unknown[][] = Object.entries(SETTINGS).map(([name, setting]) => [name, valueOf(name, setting)]);
  problems.push(...wrong);
  return wrong.length > 0 ? undefined : Object.fromEntries(pairs);
}
