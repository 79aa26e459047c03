import { fastify, type FastifyInstance, type FastifyReply } from 'fastify';
import { hostHeaderValidation, originValidation } from '@modelcontextprotocol/fastify';
import { BASE, pathOf, type ApprovalsParts } from './parts.ts';
import { approvalsRoutes } from './routes.ts';
import { newTicket } from './session.ts';

/** What the approvals page of one person's server is made of. */
export interface OpenApprovalsParts extends Omit<ApprovalsParts, 'publicOrigin'> {
  /** The name under which this person's answers are recorded. */
  readonly approver: string;
}

/** An approvals page of its own, for a server that serves one person over stdio. */
export interface OpenApprovals {
  /**
   * A new link that signs one browser in, once, within 5 minutes; with an id it leads to that request. The first call starts the
   * server, and rejects when it cannot listen. For the person only: whoever has the link can approve.
   */
  readonly link: (id?: string) => Promise<string>;
  /** The address without any secret, for everybody; undefined until there was a link. */
  readonly address: () => string | undefined;
  readonly close: () => Promise<void>;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Prepares a page on 127.0.0.1 at a free port. Nothing listens before the first link, nor keeps the process alive. */
export function openApprovals(parts: OpenApprovalsParts): OpenApprovals {
  let started: Promise<{ readonly app: FastifyInstance; readonly origin: string }> | undefined;
  let address: string | undefined;
  let closed = false;
  const start = async () => {
    const app = await loopbackServer(parts);
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    app.server.unref();
    address = `${origin}${BASE}`;
    return { app, origin };
  };
  return {
    link: async (id) => {
      if (closed) throw new Error('The approvals page is closed.');
      started ??= start();
      // The next link tries again.
      started.catch(() => (started = undefined));
      const { origin } = await started;
      return `${origin}${id === undefined ? BASE : pathOf(id)}?ticket=${newTicket(parts, parts.approver)}`;
    },
    address: () => (closed ? undefined : address),
    close: async () => {
      closed = true;
      const running = await started?.catch(() => undefined);
      await running?.app.close();
    },
  };
}

async function loopbackServer(parts: ApprovalsParts): Promise<FastifyInstance> {
  const app = fastify({
    requestTimeout: 30_000,
    forceCloseConnections: true,
    http: { headersTimeout: 10_000 },
    frameworkErrors: (_error, _request, reply) => refuse(reply),
  });
  // Other sites can have names that lead here: only loopback names are answered.
  app.addHook('onRequest', hostHeaderValidation(LOOPBACK));
  app.addHook('onRequest', originValidation(LOOPBACK));
  await approvalsRoutes(app, parts);
  return app;
}

/** An address that cannot be decoded. */
function refuse(reply: FastifyReply): void {
  void reply.code(400).type('text/plain').send('The address is not valid.');
}
