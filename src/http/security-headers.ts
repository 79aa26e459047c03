import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import helmet, { type HelmetOptions } from 'helmet';

/** Headers that say something of an answer which is no page (OWASP REST Security Cheat Sheet); the approvals page sets its own. */
const OPTIONS: HelmetOptions = {
  contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
  xFrameOptions: { action: 'deny' },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
};

/** As helmet sets them. Read once, because they never differ. */
const SECURITY_HEADERS: OutgoingHttpHeaders = Object.freeze(read());

/** Headers of the answer to one request. */
export function headersFor({ id }: { readonly id: string }): OutgoingHttpHeaders {
  return { ...SECURITY_HEADERS, 'x-request-id': id };
}

function read(): OutgoingHttpHeaders {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet(OPTIONS)(response.req, response, () => undefined);
  return { ...response.getHeaders() };
}
