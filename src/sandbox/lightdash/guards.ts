import { isReply, type Ask, type Handler, type Reply } from '../core/emulation.ts';
import { ROLES, type AccessState, type Project, type Role, type User } from './access-state.ts';
import { check, checkParts, parseBody, type Members } from './body.ts';
import { forbidden, noSession, notExists, unauthorized, unexpected, unknownToken } from './reply.ts';
import type { LightdashState } from './state.ts';

/** One request after the guards: who asks, and the checked body. */
export interface Call {
  readonly state: LightdashState;
  readonly ask: Ask;
  readonly caller: User;
  readonly body: Readonly<Record<string, unknown>>;
  /** A path parameter as it came. */
  readonly param: (name: string) => string;
  /** A path parameter that the database reads as a UUID: throws 500 otherwise. */
  readonly uuid: (name: string) => string;
}

/** What a route checks before its handler runs, in the vendor's order: sign-in, then the body, then all else. */
export interface Rules {
  /** Several: the body is an intersection of types, and complaints come as one text. */
  readonly body?: Members | readonly Members[];
  /** What the vendor calls the body in its complaints. */
  readonly bodyName?: string;
  /** `session`: tokens are refused. */
  readonly auth?: 'token' | 'session';
}

/** A handler behind sign-in and body checks. */
export function guarded(state: LightdashState, rules: Rules, answer: (call: Call) => Reply): Handler {
  return (ask) => {
    const body = parseBody(ask.text, ask.headers['content-type']);
    const caller = rules.auth === 'session' ? bySession(state.access, ask) : (bySession(state.access, ask) ?? byToken(state.access, ask));
    if (!caller) throw rules.auth === 'session' ? noSession : unauthorized;
    try {
      checkBody(rules, body);
      return withCookie(state.access, ask, answer({ state, ask, caller, body, ...parameters(ask) }));
    } catch (thrown) {
      throw isReply(thrown) ? withCookie(state.access, ask, thrown) : thrown;
    }
  };
}

function checkBody({ body: members, bodyName }: Rules, body: Readonly<Record<string, unknown>>): void {
  if (isParts(members)) checkParts(members, body, bodyName);
  else if (members) check(members, body, bodyName);
}

function isParts(members: Rules['body']): members is readonly Members[] {
  return Array.isArray(members);
}

/** Accessors for the path parameters of a request. */
export function parameters(ask: Ask): Pick<Call, 'param' | 'uuid'> {
  const param = (name: string) => ask.params[name] ?? '';
  return { param, uuid: (name) => asUuid(param(name)) };
}

/** The same text if it is a UUID; throws 500 otherwise, as the vendor's database does. */
export function asUuid(text: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) throw unexpected();
  return text;
}

/** The user behind `connect.sid`, if any. */
export function bySession(access: AccessState, ask: Ask): User | undefined {
  const session = access.sessions.get(sessionId(ask));
  return session && access.users.get(session.userUuid);
}

/** The session cookie's value; empty without one. */
export function sessionId(ask: Ask): string {
  return /(?:^|;\s*)connect\.sid=([^;]+)/.exec(ask.headers.cookie ?? '')?.[1] ?? '';
}

function byToken(access: AccessState, ask: Ask): User | undefined {
  const token = /^ApiKey (.+)$/.exec(ask.headers.authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const user = access.users.get(access.tokens.get(token)?.userUuid ?? '');
  if (!user) throw unknownToken;
  return user;
}

/** Sessions roll: each answer to one renews its cookie. */
function withCookie(access: AccessState, ask: Ask, reply: Reply): Reply {
  const id = sessionId(ask);
  return access.sessions.get(id) ? { ...reply, headers: { ...reply.headers, 'set-cookie': sessionCookie(id) } } : reply;
}

/** The `set-cookie` value of a session. */
export function sessionCookie(id: string): string {
  return `connect.sid=${id}; Path=/; HttpOnly; SameSite=Lax`;
}

/** Whether a role is at least another. */
export function atLeast(role: Role | null | undefined, least: Role): boolean {
  return role !== null && role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** Throws 403 unless the caller's role in the organisation is at least this. */
export function needRole(call: Call, least: Role): void {
  if (!atLeast(call.caller.role, least)) throw forbidden();
}

/** A user's strongest role in a project: from the organisation, a direct grant or a group's. */
export function projectRole(access: AccessState, user: User, projectUuid: string): Role | null {
  const groups = access.groupAccesses.where(
    (row) => row.projectUuid === projectUuid && access.groupMembers.get(`${row.groupUuid}/${user.userUuid}`) !== undefined,
  );
  const direct = access.projectAccesses.get(`${projectUuid}/${user.userUuid}`);
  const roles = [user.role, direct?.role, ...groups.map((row) => row.role)];
  return ROLES.findLast((role) => roles.includes(role)) ?? null;
}

/** Throws 403 unless the caller's role in the project is at least this. */
export function needProjectRole(call: Call, projectUuid: string, least: Role): void {
  if (!atLeast(projectRole(call.state.access, call.caller, projectUuid), least)) throw forbidden();
}

/** The project named in the path; throws 500 for no UUID, 404 for an unknown one and 403 below the role. */
export function projectOf(call: Call, least: Role = 'viewer'): Project {
  const uuid = call.uuid('projectUuid');
  const project = call.state.access.projects.get(uuid);
  if (!project) throw notExists(`Cannot find project with id: ${uuid}`);
  needProjectRole(call, uuid, least);
  return project;
}
