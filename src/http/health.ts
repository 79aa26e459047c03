import { OAuthError, OAuthErrorCode } from '@modelcontextprotocol/server';
import type { FastifyInstance } from 'fastify';
import { METRICS } from '../access/index.ts';
import { authenticate, type Auth } from './auth/index.ts';
import { challenge } from './gate.ts';
import { METRICS_TYPE, type Metrics } from './metrics.ts';

/** Whether each part that calls need works. */
export type Readiness = Readonly<Record<string, boolean>>;

/** What the pages for machines are made of. */
export interface HealthParts {
  /** Resolves soon, whatever is broken. */
  readonly ready?: (() => Promise<Readiness>) | undefined;
  readonly metrics?: Metrics | undefined;
  /** Undefined on loopback, where everybody may read the metrics. */
  readonly auth?: Auth | undefined;
  /** The server takes no more calls. */
  readonly draining: () => boolean;
}

/** Where the pages for machines are. */
export const HEALTH_PATHS = ['/healthz', '/readyz', '/metrics'];

/**
 * Adds `/healthz` (the process answers), `/readyz` (it can do its work; 503 while it cannot, or ends) and `/metrics`, for whoever
 * has the scope of it. The first two tell nothing that matters, and are open: orchestrators have no token.
 */
export function healthRoutes(app: FastifyInstance, { ready, metrics, auth, draining }: HealthParts): void {
  // An orchestrator that hears nothing from a busy process would end it.
  app.get('/healthz', { config: { pressureHandler: () => undefined } }, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get('/readyz', async (_request, reply) => {
    const checks = { ...(await ready?.()), accepting: !draining() };
    const good = Object.values(checks).every(Boolean);
    return reply
      .code(good ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: good ? 'ready' : 'not ready', checks });
  });
  app.get('/metrics', async (request, reply) => {
    if (auth) {
      try {
        const { scopes } = await authenticate(auth, request.headers);
        if (!scopes.includes(METRICS)) throw new OAuthError(OAuthErrorCode.InsufficientScope, `Metrics need the scope ${METRICS}.`);
      } catch (thrown) {
        return challenge(auth, reply, thrown, [METRICS]);
      }
    }
    return reply
      .type(METRICS_TYPE)
      .header('cache-control', 'no-store')
      .send((await metrics?.text()) ?? '');
  });
}
