import * as z from 'zod';

/** What a person is told about a setting. */
export interface SettingFacts {
  readonly about: string;
  /** Which part of the documentation it stands in. */
  readonly part: 'Systems' | 'Safety' | 'Visibility' | 'Answers' | 'Serving';
  /** The value is a secret: hosts mask it, `check` never prints it. */
  readonly sensitive: boolean;
  /** `flag` for true or false. */
  readonly kind: 'flag' | 'text';
  /** The value when it is not set, as it would be written. */
  readonly fallback: string | undefined;
}

const facts = z.registry<SettingFacts>();

const setting = <T extends z.ZodType>(part: SettingFacts['part'], schema: T, about: string, sensitive = false): T => {
  const unset = schema.safeParse(undefined);
  const fallback = unset.success && unset.data !== undefined ? String(unset.data) : undefined;
  facts.add(schema, { about, part, sensitive, kind: fallback === 'true' || fallback === 'false' ? 'flag' : 'text', fallback });
  return schema;
};
const sensitive = <T extends z.ZodType>(schema: T, about: string): T => setting('Systems', schema, about, true);

const url = () => z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
// A line break inside a credential would only fail later, as a header that cannot be sent.
const text = () =>
  z
    .string()
    .regex(/^\P{Cc}*$/u, 'must be one line of text')
    .optional();
const flag = () => z.stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'], error: 'must be true or false' });
const list = () =>
  z.string().transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

/** Whether an address is a scheme and a host, and nothing more. */
function isOrigin(value: string): boolean {
  return URL.canParse(value) && value.replace(/\/$/, '') === new URL(value).origin;
}

/** Every setting there is, by environment name. Each may also be given as `NAME_FILE`, the path of a file that holds it. */
export const settingsSchema = z.object({
  LIGHTDASH_URL: setting('Systems', url().optional(), 'Address of Lightdash, for example https://lightdash.example.com.'),
  LIGHTDASH_TOKEN: sensitive(text(), 'Lightdash personal access token.'),
  LIGHTDASH_EMAIL: setting('Systems', text(), 'Lightdash account for what only a login session may do.'),
  LIGHTDASH_PASSWORD: sensitive(text(), 'Password of that account.'),
  CISO_ASSISTANT_URL: setting('Systems', url().optional(), 'Address of CISO Assistant, with or without /api.'),
  CISO_ASSISTANT_TOKEN: sensitive(text(), 'CISO Assistant personal access token.'),
  CISO_ASSISTANT_USERNAME: setting('Systems', text(), 'CISO Assistant account, where there is no token.'),
  CISO_ASSISTANT_PASSWORD: sensitive(text(), 'Password of that account.'),
  KNOWI_URL: setting('Systems', url().default('https://www.knowi.com'), 'Address of Knowi.'),
  KNOWI_CLIENT_ID: sensitive(text(), 'Client id of the Knowi Management API.'),
  KNOWI_CLIENT_SECRET: sensitive(text(), 'Client secret of the Knowi Management API.'),
  KNOWI_SSO_URL: setting('Systems', url().default('https://www.knowi.com'), 'Address of Knowi for single sign-on.'),
  KNOWI_SSO_CUSTOMER_TOKEN: sensitive(text(), 'Customer token of Knowi single sign-on.'),
  KNOWLEDGEOWL_URL: setting('Systems', url().default('https://app.knowledgeowl.com'), 'Address of KnowledgeOwl.'),
  KNOWLEDGEOWL_API_KEY: sensitive(text(), 'KnowledgeOwl API key.'),
  STEWARD_SANDBOX: setting('Systems', flag().default(false), 'Use emulated systems with made-up data instead of the real ones.'),
  STEWARD_CONFIRM: setting(
    'Safety',
    z.enum(['human', 'flag']).default('human'),
    'Who confirms removals, grants and publications: `human` wants a person, `flag` lets `confirm: true` suffice, for scripts.',
  ),
  STEWARD_APPROVALS: setting(
    'Safety',
    z.enum(['one', 'two']).default('one'),
    '`two` has the worst removals (an organisation, a space, more than ten targets) approved on the page by a second person over HTTP.',
  ),
  STEWARD_BROWSER: setting(
    'Safety',
    text(),
    "Program that opens the approvals page for the person; `none` for no browser. Default: the operating system's own.",
  ),
  STEWARD_STATE_DIR: setting(
    'Safety',
    text(),
    "Folder for pending confirmations and the key that seals them. Default: steward-mcp in the account's state folder.",
  ),
  STEWARD_STATE_KEY: setting(
    'Safety',
    z.string().min(32).optional(),
    'Key that seals handles and confirmations, 32 characters or more; the same in every replica. Default: a key kept in the state folder.',
    true,
  ),
  STEWARD_REDIS_URL: setting(
    'Safety',
    z.url({ protocol: /^rediss?$/, error: 'must be a redis or rediss address' }).optional(),
    'Redis or Valkey in which replicas share confirmations and what is spent, for example rediss://:password@redis.example.com:6379/0. ' +
      'Takes the place of the state folder and needs STEWARD_STATE_KEY.',
    true,
  ),
  STEWARD_AUDIT_FILE: setting(
    'Safety',
    text(),
    'File to which every write and every refusal is appended, one JSON line each. One process at a time writes to it.',
  ),
  STEWARD_AUDIT_MAX_MB: setting(
    'Safety',
    whole(1, 10_000).default(100),
    'Megabytes that the audit file may have; then it is set aside under its name and the time, and the chain goes on in a new one.',
  ),
  STEWARD_GRANT: setting(
    'Safety',
    text(),
    'What `steward-mcp grant` printed: lets a script make a few calls that a person agreed to in advance. Not over HTTP.',
    true,
  ),
  STEWARD_REVEAL_SECRETS: setting(
    'Safety',
    flag().default(false),
    'Show what an operation mints (tokens, keys) to the model instead of hiding it.',
  ),
  STEWARD_SYSTEMS: setting('Visibility', list().optional(), 'Only these systems, separated by commas.'),
  STEWARD_GROUPS: setting('Visibility', list().optional(), 'Only these groups (`lightdash:User Groups`), separated by commas.'),
  STEWARD_ALLOW: setting('Visibility', list().optional(), 'Only these tools; `*` stands for anything (`lightdash_list_*`).'),
  STEWARD_DENY: setting('Visibility', list().optional(), 'Not these tools; `*` stands for anything.'),
  STEWARD_TOOLS: setting(
    'Visibility',
    z.enum(['full', 'compact']).default('full'),
    'Which tools are listed: `full` every visible operation, `compact` a search, a description and three dispatchers that run them. ' +
      'Every visible operation stays callable by its name.',
  ),
  STEWARD_READ_ONLY: setting('Visibility', flag().default(false), 'Only tools that read.'),
  STEWARD_ANSWER_TOKENS: setting(
    'Answers',
    whole(500, 100_000).default(8_000),
    'Largest answer of a tool, in tokens (about 4 characters each).',
  ),
  STEWARD_VENDOR_TIMEOUT: setting(
    'Answers',
    whole(1, 600).default(60),
    'Seconds after which a call to a system is given up, its wait for a turn, sign-in and retries included.',
  ),
  STEWARD_VENDOR_CONCURRENCY: setting(
    'Answers',
    whole(1, 1_000).default(32),
    'Calls to one system that are under way at once. Further ones wait for their turn, which callers get in rotation.',
  ),
  STEWARD_VENDOR_QUEUE: setting(
    'Answers',
    whole(0, 100_000).default(1_000),
    'Calls of one caller that may wait for their turn at one system; more are refused as `overloaded`.',
  ),
  STEWARD_VENDOR_COOLDOWN: setting(
    'Answers',
    whole(0, 3_600).default(15),
    'Seconds for which a system is left alone that did not answer five calls in a row: calls to it fail at once. 0 asks it every time.',
  ),
  STEWARD_LOG_LEVEL: setting('Serving', z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'), 'What is logged to stderr.'),
  STEWARD_AUTH: setting(
    'Serving',
    z.enum(['none', 'token', 'oauth']).default('none'),
    'How HTTP callers are known: `none` serves on loopback only, `token` by a tokens file, `oauth` by the JWTs of an authorization server.',
  ),
  STEWARD_TOKENS_FILE: setting('Serving', text(), 'File of hashed tokens, written by `steward-mcp token add`; read again when it changes.'),
  STEWARD_PUBLIC_URL: setting(
    'Serving',
    url().refine(isOrigin, 'must be an address without a path, as in https://steward.example.com').optional(),
    'Address under which clients reach the HTTP server, without a path; requests for other host names are refused.',
  ),
  STEWARD_TRUST_PROXY: setting(
    'Serving',
    list().optional(),
    'Addresses or networks of reverse proxies, separated by commas, whose X-Forwarded-For tells the address of a caller.',
  ),
  STEWARD_OAUTH_ISSUER: setting('Serving', url().optional(), 'The authorization server, exactly as in the `iss` of its tokens.'),
  STEWARD_OAUTH_AUDIENCE: setting('Serving', text(), 'What the `aud` of tokens must hold. Default: the public address followed by /mcp.'),
  STEWARD_CALLER_CREDENTIALS: setting(
    'Serving',
    flag().default(false),
    'Callers over HTTP may bring their own credential of a system in a header such as x-steward-lightdash-token; it serves that call only.',
  ),
  STEWARD_RATE_LIMIT: setting(
    'Serving',
    whole(0, 1_000_000).default(600),
    'Requests a minute of one authenticated caller; 0 for any number. Not with STEWARD_AUTH=none.',
  ),
  STEWARD_RATE_LIMIT_ADDRESS: setting(
    'Serving',
    whole(0, 1_000_000).default(1_200),
    'Requests a minute from one address; 0 for any number. Not with STEWARD_AUTH=none.',
  ),
  STEWARD_MAX_CALLS: setting(
    'Serving',
    whole(0, 100_000).default(500),
    'Calls under way at once; more are answered 503. 0 for any number.',
  ),
  STEWARD_MAX_LAG: setting(
    'Serving',
    whole(0, 60_000).default(1_000),
    'Milliseconds that the event loop may be late before requests are answered 503; 0 for any.',
  ),
  STEWARD_SHUTDOWN_SECONDS: setting(
    'Serving',
    whole(0, 600).default(20),
    'How long calls under way may take when the HTTP server is told to end.',
  ),
});

/** Every setting with its checked value. */
export type Settings = z.output<typeof settingsSchema>;

/** The name of a setting. */
export type SettingName = keyof Settings;

/** All settings with what is told about them, in the order of the documentation. */
export const settingFacts: ReadonlyMap<string, SettingFacts> = new Map(
  Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const known = facts.get(schema);
    return known ? [[name, known] as const] : [];
  }),
);
