import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Count } from '../state/index.ts';
import { admittedAs } from './gate.ts';
import { refuse } from './refuse.ts';

/** How much the server takes. 0 is no limit. */
export interface Limits {
  /** Requests a minute of one principal, and of one address (for IPv6 of one /64 network) before it is known who asks. */
  readonly principal: number;
  readonly address: number;
  /** Calls that are under way at once. */
  readonly calls: number;
  /** How late the event loop may be, in milliseconds, before requests are turned away. */
  readonly lag: number;
  /** How often that is looked at, in milliseconds. */
  readonly sample?: number | undefined;
  /** Counts requests with the other replicas; without it, and while it does not answer, this process counts alone. */
  readonly count?: Count | undefined;
}

/** For a server on loopback: whoever reaches it is let do what they like, until it is overloaded. */
export const LOOPBACK_LIMITS: Limits = { principal: 0, address: 0, calls: 500, lag: 1_000 };

/** Failed and successful sign-ins a minute from one address. Tokens are too long to guess; this keeps the log short. */
const SIGN_INS = 10;

/** Over which requests are counted, in milliseconds. */
const PERIOD = 60_000;

/** Answers a request that is one too many; undefined lets it go on. */
export type Check = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** The checks of a server. */
export interface Checks {
  /** Before anybody is authenticated; undefined without a limit. */
  readonly address: Check | undefined;
  /** Once it is known who asks; undefined without a limit. */
  readonly principal: Check | undefined;
  /** Before somebody signs in to the approvals page: seconds to wait when it is one too many. */
  readonly signIn: (request: FastifyRequest) => Promise<number | undefined>;
}

/** Turns requests away while the event loop is late, and prepares the other checks. */
export async function openLimits(app: FastifyInstance, { principal, address, lag, sample, count }: Limits): Promise<Checks> {
  if (lag > 0)
    await app.register(underPressure, {
      maxEventLoopDelay: lag,
      retryAfter: 2,
      ...(sample === undefined ? {} : { sampleInterval: sample }),
    });
  await app.register(rateLimit, { global: false });
  const counted = (what: string, max: number, keyGenerator: (request: FastifyRequest) => string) => {
    const alone = app.createRateLimit({ max, timeWindow: PERIOD, keyGenerator });
    return async (request: FastifyRequest): Promise<number | undefined> => {
      const together = await count?.(`${what} ${keyGenerator(request)}`, PERIOD);
      if (together) return together.times > max ? Math.max(1, Math.ceil(together.left / 1000)) : undefined;
      const result = await alone(request);
      return result.isAllowed || !result.isExceeded ? undefined : Math.max(1, result.ttlInSeconds);
    };
  };
  const atMost = (what: string, max: number, keyGenerator: (request: FastifyRequest) => string): Check | undefined => {
    if (max === 0) return undefined;
    const wait = counted(what, max, keyGenerator);
    return async (request, reply) => {
      const seconds = await wait(request);
      if (seconds === undefined) return undefined;
      const text = `Too many requests; at most ${max} a minute. Try again in ${seconds} s.`;
      return refuse(reply.header('retry-after', String(seconds)), 429, -32600, text);
    };
  };
  return {
    address: atMost('address', address, addressOf),
    principal: atMost('principal', principal, (request) => admittedAs(request).caller.name),
    signIn: counted('sign-in', SIGN_INS, addressOf),
  };
}

/** For IPv6 the network: one person has a whole one. */
function addressOf({ ip }: FastifyRequest): string {
  return normalizeIP(ip);
}
