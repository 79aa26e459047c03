import { uuidOf } from '../core/made-up.ts';
import type { Ask } from '../core/emulation.ts';
import { bodyOf } from './body.ts';
import { checked } from './fields.ts';
import type { Acts, Call } from './guard.ts';
import { stamp, type State } from './model.ts';
import { answer, empty, error, failure } from './reply.ts';
import { digestOf, SESSION } from './seed.ts';

const DAY = 86_400_000;
/** Most unexpired personal access tokens of one user. */
const MOST = 5;
/** The server cannot calculate with more days than these. */
const MOST_DAYS = 999_999_999;

/** The token that is made when the server counts to a number: 64 hexadecimal digits. */
export function mintedToken(number: number): string {
  return `${uuidOf('ciso token', number, 'a')}${uuidOf('ciso token', number, 'b')}`.replaceAll('-', '');
}

/** Signing in and out, and personal access tokens. */
export function signInActs(state: State): Acts {
  const { users, tokens, deployment } = state;
  const mint = (user: string, name: string | null, lifetime: number) => {
    const token = mintedToken(state.count());
    const created = deployment.now();
    tokens.insert({ digest: digestOf(token), user, name, created, expiry: created + lifetime });
    return { token, expiry: stamp(created + lifetime) };
  };

  const signIn = (ask: Ask) => {
    const text = { kind: 'text', required: true } as const;
    const { username, password } = checked({ username: text, password: text }, bodyOf(ask), 'create');
    const address = String(username).toLowerCase();
    const accounts = users.where(({ email }) => email.toLowerCase() === address);
    // Accounts that differ only by letter case can be made, and then neither can sign in.
    if (accounts.length > 1) throw failure();
    const [user] = accounts;
    if (!user?.is_active || user.password === '' || user.password !== password)
      return answer({ non_field_errors: ['Unable to log in with provided credentials.'] }, 400);
    const { token, expiry } = mint(user.id, null, SESSION.lifetime);
    return answer({ expiry, token });
  };

  const createPersonal = ({ ask, caller }: Call) => {
    const { name, expiry = 30 } = bodyOf(ask).values;
    const days = typeof expiry === 'number' || typeof expiry === 'string' ? Number(expiry) : NaN;
    if (!Number.isInteger(days) || days <= 0) throw error(400, 'Expiry must be a positive integer (days).');
    const own = tokens.where((token) => token.user === caller.id && token.name !== null);
    if (own.length >= MOST) throw error(403, 'errorMaxPatAmountExceeded');
    if (typeof name !== 'string' || days > MOST_DAYS || deployment.now() + days * DAY > Date.parse('9999-12-31')) throw failure();
    return answer({ name, ...mint(caller.id, name, days * DAY) });
  };

  const removeOne = ({ ask, caller }: Call) => {
    const token = tokens.get(ask.params.id ?? '');
    if (!token) throw error(404, 'Token not found or already deleted.');
    if (token.user !== caller.id) throw error(403, 'You do not have permission to delete this token.');
    tokens.remove(token.digest);
    return empty(204);
  };

  return {
    'POST /api/iam/login/': { open: signIn },
    'POST /api/iam/logout/': ({ token }) => {
      // Also when the request came with a personal access token: then that one is gone.
      tokens.remove(token.digest);
      return empty(204);
    },
    'POST /api/iam/logoutall/': ({ caller }) => {
      tokens.removeWhere(({ user }) => user === caller.id);
      return empty(204);
    },
    'POST /api/iam/revoke-sessions/': ({ caller, token: { digest } }) => {
      const gone = tokens.removeWhere((token) => token.user === caller.id && token.name === null && token.digest !== digest);
      return answer({ revoked_sessions: gone });
    },
    'POST /api/iam/session-token/': ({ caller }) =>
      answer({ token: uuidOf('ciso web session', caller.id, state.count()).replaceAll('-', '') }),
    'GET /api/iam/auth-tokens/': ({ caller }) =>
      answer(
        tokens
          .where(({ user, name }) => user === caller.id && name !== null)
          .map(({ name, created, expiry, digest }) => ({ name, created: stamp(created), expiry: stamp(expiry), digest })),
      ),
    'POST /api/iam/auth-tokens/': createPersonal,
    'DELETE /api/iam/auth-tokens/{id}/': removeOne,
  };
}
