import type { FastifyInstance } from 'fastify';
import { getOAuthProtectedResourceMetadataUrl } from '@modelcontextprotocol/server';
import { allScopes } from '../../access/index.ts';

/** What the RFC 9728 document of this server says. */
export interface Resource {
  /** Address of the MCP endpoint, as clients reach it. */
  readonly url: string;
  readonly issuer: string;
  /** Ids of the systems that are offered. */
  readonly systems: readonly string[];
}

/** Where the root document is; clients that do not know the path-specific one look there. */
const ROOT = '/.well-known/oauth-protected-resource';

/** The address of the document for an MCP endpoint. */
export function metadataUrl(url: string): string {
  return getOAuthProtectedResourceMetadataUrl(new URL(url));
}

/** The paths of both documents. */
export function metadataPaths(url: string): readonly string[] {
  return [ROOT, new URL(metadataUrl(url)).pathname];
}

/** Serves the document that says who issues tokens for this server, at its own path and at the root. Open to everybody, pages of other sites included. */
export function metadataRoutes(app: FastifyInstance, { url, issuer, systems }: Resource): void {
  const document = {
    resource: url,
    authorization_servers: [issuer],
    scopes_supported: allScopes(systems),
    bearer_methods_supported: ['header'],
    resource_name: 'Steward',
  };
  for (const path of new Set(metadataPaths(url)))
    app.get(path, async (_request, reply) =>
      reply.headers({ 'access-control-allow-origin': '*', 'cache-control': 'max-age=300' }).send(document),
    );
}
