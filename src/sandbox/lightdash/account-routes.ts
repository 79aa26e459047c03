import type { Handler } from '../core/emulation.ts';
import type { AccessState, User } from './access-state.ts';
import { abilityRules, accountOf } from './account-view.ts';
import { checkUnion, parseBody, text } from './body.ts';
import { removeUser } from './cascade.ts';
import { guarded } from './guards.ts';
import { keepAnAdmin } from './member-routes.ts';
import { alreadyExists, badParameter, forbidden, notExists, notFound, ok } from './reply.ts';
import { openSession } from './session-routes.ts';
import type { LightdashState } from './state.ts';

const NAMES = { firstName: 'string', lastName: 'string', password: 'string' } as const;
const REGISTER = [
  { inviteCode: 'string', ...NAMES },
  { email: 'string', ...NAMES },
] as const;
/** The passcode every sandbox mail would have held. */
const PASSCODE = '123456';
const PASSCODE_MINUTES = 15;
const PASSCODE_ATTEMPTS = 5;

/** My Account: who the caller is, registering, verifying an address, joining and leaving. */
export function accountRoutes(state: LightdashState): Record<string, Handler> {
  const { access } = state;
  return {
    'GET /api/v1/user': guarded(state, {}, ({ caller }) => ok({ ...accountOf(access, caller), abilityRules: abilityRules(caller) })),
    'POST /api/v1/user': ({ text: sent, headers }) => {
      const body = parseBody(sent, headers['content-type']);
      checkUnion(REGISTER, body);
      const user = register(access, body);
      const rules = abilityRules(user);
      // The vendor answers its permission object as it lies in memory.
      const ability = { h: false, l: {}, p: {}, g: 'manage', $: 'all', A: rules, m: {} };
      const results = { ...accountOf(access, user), userId: user.userId, abilityRules: rules, ability };
      return { ...ok(results), headers: { 'set-cookie': openSession(state, user) } };
    },
    'DELETE /api/v1/user/me': guarded(state, { auth: 'session' }, ({ caller }) => {
      keepAnAdmin(access, caller);
      removeUser(access, caller.userUuid);
      return ok();
    }),
    'PUT /api/v1/user/me/email/otp': guarded(state, { auth: 'session' }, ({ caller }) => {
      const passcode = { createdAt: new Date().toISOString(), attempts: 0 };
      return ok(verification(access.users.patch(caller.userUuid, { passcode }) ?? caller));
    }),
    'GET /api/v1/user/me/email/status': guarded(state, { auth: 'session' }, ({ caller, ask }) => {
      const given = ask.query.get('passcode');
      const { passcode } = caller;
      if (given === null || !passcode || caller.isVerified) return ok(verification(caller));
      const tried = { ...passcode, attempts: passcode.attempts + 1 };
      const isRight = given === PASSCODE && passcode.attempts < PASSCODE_ATTEMPTS;
      return ok(verification(access.users.patch(caller.userUuid, { passcode: tried, isVerified: isRight }) ?? caller));
    }),
    'GET /api/v1/user/me/allowedOrganizations': guarded(state, {}, ({ caller }) => ok(allowed(access, caller))),
    'POST /api/v1/user/me/joinOrganization/{organizationUuid}': guarded(state, {}, (call) => {
      const { caller } = call;
      const organization = access.organizations.get(call.uuid('organizationUuid'));
      if (!organization) throw notFound('No organization found');
      const { organizationUuid } = organization;
      if (!allowed(access, caller).some((row) => row.organizationUuid === organizationUuid)) throw forbidden();
      const role = organization.emailDomainsRole === 'editor' ? 'editor' : organization.emailDomainsRole === 'member' ? 'member' : 'viewer';
      access.users.patch(caller.userUuid, { organizationUuid, role });
      return ok();
    }),
  };
}

function register(access: AccessState, body: Readonly<Record<string, unknown>>): User {
  const [firstName, lastName, password, email, code] = ['firstName', 'lastName', 'password', 'email', 'inviteCode'].map((name) =>
    text(body, name),
  );
  const named = { firstName: firstName ?? '', lastName: lastName ?? '', password: password ?? '' };
  if (!/^(?=.*[a-z])(?=.*[\d\W_]).{8,}$/i.test(named.password)) {
    throw badParameter('Password must contain at least 8 characters, 1 letter and 1 number or 1 special character');
  }
  if (code) {
    const invited = access.users.patch(access.invites.get(code)?.userUuid ?? '', {
      ...named,
      isPending: false,
      isTrackingAnonymized: true,
    });
    if (!invited) throw notExists('No invite link found');
    access.invites.remove(code);
    return invited;
  }
  if (!access.deployment.multipleOrganizations) {
    const advice = 'Please contact your organization administrator and ask for an invite';
    throw forbidden(`You can't register a new user with email ${email} on this instance. ${advice}`);
  }
  if (access.users.find((row) => row.email === email)) throw alreadyExists('Email already exists');
  const number = access.nextNumber();
  const fresh = { organizationUuid: null, role: null, isActive: true, isPending: false, isTrackingAnonymized: true, isVerified: false };
  return access.users.insert({ userUuid: access.nextId('user'), userId: number, email: email ?? '', ...named, ...fresh });
}

/** Organisations that a verified address may join by its domain. */
function allowed(access: AccessState, { organizationUuid, email, isVerified }: User) {
  if (organizationUuid !== null || !isVerified) return [];
  const domain = email.slice(email.lastIndexOf('@') + 1);
  return access.organizations
    .where(({ emailDomains }) => emailDomains.includes(domain))
    .map((row) => ({
      organizationUuid: row.organizationUuid,
      name: row.name,
      membersCount: access.users.where((user) => user.organizationUuid === row.organizationUuid).length,
    }));
}

function verification({ email, isVerified, passcode }: User) {
  if (isVerified || !passcode) return { email, isVerified };
  const end = Date.parse(passcode.createdAt) + PASSCODE_MINUTES * 60_000;
  const otp = {
    createdAt: passcode.createdAt,
    numberOfAttempts: passcode.attempts,
    expiresAt: new Date(end).toISOString(),
    isExpired: end < Date.now(),
    isMaxAttempts: passcode.attempts >= PASSCODE_ATTEMPTS,
  };
  return { email, isVerified, otp };
}
