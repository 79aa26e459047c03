import { people, uuidOf } from '../../src/sandbox/core/made-up.ts';
import { openCisoAssistant } from '../../src/sandbox/ciso-assistant/index.ts';
import { resetLink } from '../../src/sandbox/ciso-assistant/passwords.ts';
import { ACCESS_MANAGER } from '../../src/sandbox/ciso-assistant/roles.ts';
import {
  actorId,
  assignmentId,
  digestOf,
  folderId,
  groupId,
  PARTS,
  PASSWORD,
  teamId,
  TOKENS,
  userId,
} from '../../src/sandbox/ciso-assistant/seed.ts';
import { mintedToken } from '../../src/sandbox/ciso-assistant/sign-in.ts';
import type { Contract, SignIn, Step } from './contract.ts';

const ADMIN_GROUP = groupId('Global', 'BI-UG-ADM');
const emailOf = (position: number) => people[position]?.email ?? '';
const created = (noun: string, number: number) => uuidOf('ciso new', noun, number);

/** Position of the seeded account that nobody may use. */
export const INACTIVE = 19;

/** A second administrator, whom the sandbox does not have at first. */
export const secondAdministrator: Step = {
  method: 'PATCH',
  path: `/api/users/${userId(PARTS.manager)}/`,
  body: { user_groups: [ADMIN_GROUP] },
  auth: 'admin',
};

const AUTHORS: Readonly<Record<string, string>> = {
  admin: TOKENS.admin,
  admin2: TOKENS.manager,
  reader: TOKENS.reader,
  nobody: TOKENS.nobody,
  'domain-manager(Finance)': TOKENS.manager,
  'analyst(Operations)': TOKENS.analyst,
  'access-manager(custom role)': TOKENS.accessManager,
  'throw-away user': TOKENS.session,
  'invalid-token': 'sandbox-ciso-token-of-nobody',
  'token-of-inactive-user': TOKENS.inactive,
  'expired-token': TOKENS.expired,
};

/** The recordings' authors. Tokens that were made on the way are made here too. */
export const signIn: SignIn = async (auth, url) => {
  if (auth === 'none') return {};
  const made = auth.includes('pat of the throw-away') ? '/api/iam/auth-tokens/' : auth.includes('other session') ? '/api/iam/login/' : '';
  return { authorization: `Token ${made === '' ? AUTHORS[auth] : await madeToken(`${url}${made}`)}` };
};

async function madeToken(url: string): Promise<string> {
  const login = url.endsWith('/login/');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(login ? {} : { authorization: `Token ${TOKENS.session}` }) },
    body: JSON.stringify(login ? { username: emailOf(PARTS.leaver), password: PASSWORD } : { name: 'of the recordings' }),
  });
  const answer: { readonly token: string } = JSON.parse(await response.text());
  return answer.token;
}

/** What all CISO Assistant contracts share. Objects that the recordings made on the way are seeded ones or the first to be made here. */
export const shared = {
  open: () => openCisoAssistant(),
  openFor: (key) => {
    if (key.includes('no provider configured')) return openCisoAssistant({ saml: false });
    if (key.includes('[no mail server]')) return openCisoAssistant({ mail: 'none' });
    return /^users_create.*the user is created|^iam.*\[mail server fails\]/.test(key) ? openCisoAssistant({ mail: 'fails' }) : undefined;
  },
  recordings: 'ciso-assistant',
  signIn,
  exactRefusals: true,
  maps: ['permissions', 'domain_permissions'],
  translate: {
    // People, by the parts they play.
    'e2bfb819-fb9c-4e79-a91d-c7d542b7faea': userId(PARTS.admin),
    '339a4373-f2fb-4512-b897-bb0b3ab67891': userId(PARTS.manager),
    '289c2dc7-1e28-45c7-8569-2308b8a97f31': userId(PARTS.reader),
    '502bd9f1-080b-4409-a729-cccb8a07a51b': userId(PARTS.nobody),
    '3257da69-1329-4fb5-82dd-561fda1f9537': userId(PARTS.leaver),
    '0049125b-4973-42f0-98ad-8b4ce8f0759a': userId(10),
    '03b6244d-d2f3-49c6-98a6-4f222a92c3e9': userId(53),
    '9310298d-dea8-4145-9f08-e277f2d40e34': userId(31),
    '4ca74311-c1cd-4bf6-bc2d-df77897166bf': userId(32),
    'f33a874e-9f3c-43bf-8190-51da5dad85f1': userId(33),
    '6c78dac0-d4ae-4e05-ad21-03f8c7d93177': userId(60),
    '4e74c92f-6d2f-4a92-bdd1-0f6d0b3c136d': userId(61),
    '44a10f76-ab3a-471a-9af8-e73b81c9acf4': userId(62),
    'd7e173c7-81cf-4beb-8a79-181e5f047645': userId(63),
    'admin@example.com': emailOf(PARTS.admin),
    'reader@example.com': emailOf(PARTS.reader),
    'throwaway.login@example.com': emailOf(PARTS.leaver),
    'THROWAWAY.LOGIN@EXAMPLE.COM': emailOf(PARTS.leaver).toUpperCase(),
    'inactive.person@example.com': emailOf(INACTIVE),
    // Actors.
    '8f692d09-6930-4285-9e00-11dbc447b6b0': actorId(userId(PARTS.admin)),
    'b37710d4-0e1e-441e-940e-97ed53476d6d': actorId(teamId('Awareness Guild')),
    '1b4911cc-1504-4333-a514-c3e83437f652': actorId(userId(PARTS.thirdParty)),
    // Folders, groups, roles.
    '85d477c7-d6d6-433b-a06e-470e022433f7': folderId('Global'),
    '5bb8a2f3-454c-47e7-8e42-80f4e842d628': folderId('Finance'),
    'e6804bdc-7dd7-4734-a068-7d503185df79': folderId('Operations'),
    '2674c35d-5bcf-4c3d-a4b2-f23ceb9f433f': ADMIN_GROUP,
    '56fd119e-c9fd-488b-9c63-49eda4ecbfc0': groupId('Global', 'BI-UG-GAD'),
    '56a2dfe6-3760-4669-a925-feadee0d490d': groupId('Finance', 'BI-UG-ANA'),
    'ad414e64-974f-4010-946b-f75d238c6e5e': groupId('Operations', 'Night shift'),
    '371172d9-70ba-404b-a239-6dc6ce45e0f6': groupId('Operations', 'Night shift'),
    '55e6ead5-1971-44d5-af6e-622a265cc929': groupId('Global', 'Project Helios'),
    '16b988cb-c523-460b-be62-8d2f10753f04': groupId('Global', 'Former staff'),
    '776f6dc9-7bc5-4ddd-93b5-fcd1f5b0ce9f': groupId('Global', 'Former staff'),
    '89222461-3367-49e4-bedd-4121f103c072': uuidOf('ciso role', ACCESS_MANAGER),
    '03c90b9a-2db4-4801-98b8-88a0423bfc75': assignmentId('Research', 'BI-UG-AUD'),
    '15cd00d5-d63e-48fa-8f47-b1f1dc94579d': created('roleassignment', 1),
    'b13693f6-e163-4a49-bd72-64eae032da89': created('roleassignment', 1),
    '455b0922-554c-40c6-a934-e06660793849': created('roleassignment', 1),
    '49a13490-04ba-416e-a1b3-aac882009294': created('roleassignment', 2),
    // Teams.
    'e3b26f2c-8351-418e-b8a3-be597891db4b': teamId('Payroll Review'),
    'd8c32073-a489-4dc2-a90c-14a03c045915': teamId('Awareness Guild'),
    '6cb27a21-3257-4a2e-ad13-6572bfbde758': teamId('Awareness Guild'),
    'fa4693ee-68be-48e9-8c63-9929e272130b': teamId('Finance Controls'),
    '97314239-4c69-4126-a66b-592e230a233c': teamId('Incident Response'),
    '10929734-9d6e-4a41-bce2-0cc26e7c9ba5': teamId('Operations On-call'),
    'afeae399-5931-4153-ac38-da3681bc007c': teamId('Payroll Review'),
    // Tokens by digest, and the person in a mailed link.
    '8aecf5b6245c1f76da57847efd4517a0297282b43ea1b57f1d09e0c4c883740fa70746ded962efe197330a7dfa62b32b888a13ed2ab50b0f65d49592bafb76d6':
      digestOf(TOKENS.reader),
    f7d1e694a9a473a752b77ce66ad1cdb24ffb74ef877992c82da57765bef94215911876106f4336fddee13265989352df221dc158898385e953e64cd6a608a51a:
      digestOf(mintedToken(1)),
    df823220ea8f1618ca8c7eaec179a7edafbed6cc4e112ae79646cdb7a4baa1f52af3092575a4c9b4bbec157407df1c905485ea8b609f8810722dab16cd4f5623:
      digestOf(mintedToken(2)),
    '4ceb6f06aabcb74ac88eb546dd04d21402f5f0586dc595527e288b7ca47be9350ff1afbe234a2785ee995d9cc48641494ed7d660fd9ab149bd388716faccd39d':
      digestOf(mintedToken(3)),
    MzI1N2RhNjktMTMyOS00ZmI1LTgyZGQtNTYxZmRhMWY5NTM3: resetLink({ id: userId(PARTS.leaver), password: PASSWORD }).uidb64,
  },
} as const satisfies Partial<Contract>;
