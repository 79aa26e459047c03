import { people } from '../../src/sandbox/core/made-up.ts';
import { CREDENTIALS, groupId, PARTS, SEED, spaceId, userId } from '../../src/sandbox/lightdash/seed-access.ts';
import type { SignIn } from './contract.ts';

const emailOf = (part: number): string => people[part]?.email ?? '';

/** Who stands for the people of the recordings. */
const ACCOUNTS: Readonly<Record<string, { readonly part: number; readonly token?: string }>> = {
  'demo@example.com': { part: PARTS.admin, token: CREDENTIALS.admin },
  'viewer@example.com': { part: PARTS.viewer, token: CREDENTIALS.viewer },
  'editor@example.com': { part: PARTS.editor, token: CREDENTIALS.editor },
  'member@example.com': { part: PARTS.member },
  'gone@example.com': { part: PARTS.leaver },
  'joiner@joiner.example': { part: PARTS.joiner },
  'founder@elsewhere.test': { part: PARTS.founder },
  'leaver@elsewhere2.test': { part: PARTS.founder },
  'orgless@elsewhere3.test': { part: PARTS.founder },
};

/** Headers of whoever a recording names: a token, an unknown or misspelt one, a login session, or nobody. */
export const lightdashSignIn: SignIn = async (auth, url) => {
  const email = /session cookie \((.+)\)/.exec(auth)?.[1];
  if (email !== undefined) return { cookie: await login(url, emailOf(ACCOUNTS[email]?.part ?? -1)) };
  if (auth === 'none') return {};
  const owner = /<pat of ([^,]+), /.exec(auth)?.[1] ?? 'demo@example.com';
  return { authorization: auth.replace(/<pat.*>/, ACCOUNTS[owner]?.token ?? '') };
};

async function login(url: string, email: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: CREDENTIALS.password }),
  });
  await response.arrayBuffer();
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Recorded ids and texts of organisation, people, groups, projects and spaces, and what stands for them. */
export const LIGHTDASH_IDS: Readonly<Record<string, string>> = {
  '172a2270-000f-42be-9c68-c4752c23ae51': SEED.organization,
  '3675b69e-8324-4110-bdca-059031aa8da3': SEED.marketing,
  '81400b45-1c2b-4f17-9f65-c370aaa615ca': SEED.marketingDev,
  'b264d83a-9000-426a-85ec-3f9c20f368ce': userId(PARTS.admin),
  '979ecf96-454b-42a0-bbd2-e95b61c4bd9c': userId(PARTS.viewer),
  'cc3ad45c-62c1-4dd4-ab7c-af6e99e4b17e': userId(PARTS.editor),
  '45ee5515-275c-47aa-b932-2f6959d24a88': userId(PARTS.member),
  '9df10607-35fb-4432-89b5-3312630abac2': userId(PARTS.leaver),
  'demo@example.com': emailOf(PARTS.admin),
  'viewer@example.com': emailOf(PARTS.viewer),
  'editor@example.com': emailOf(PARTS.editor),
  'member@example.com': emailOf(PARTS.member),
  '342a0b5f-a3b8-409c-8965-cf42cba5ed46': groupId('Data team'),
  'f5a07049-a154-46e0-90ef-310d7aec1f82': groupId('Sales'),
  'ff4cb029-427a-40c2-b08c-bbf8538d0427': spaceId(SEED.marketing, 'Board figures'),
  '610059c2-6f52-49cc-8062-dbb145036e76': spaceId(SEED.marketing, 'Marketing'),
  '16ecbab2-1226-43b2-91c0-f5297c5ed084': SEED.region,
  '07a0da3b-7c65-4119-91fb-20b504d55680': SEED.credentials,
  'nu6p7D0o-g48XAXRA1dlr': SEED.shareLink,
  '<redacted>': CREDENTIALS.password,
};
