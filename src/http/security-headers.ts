import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** Headers that every answer carries, as helmet sets them. Read once, because they never differ. */
const SECURITY_HEADERS: OutgoingHttpHeaders = Object.freeze(read());

/** Headers of the answer to one request. */
export function headersFor({ id }: { readonly id: string }): OutgoingHttpHeaders {
  return { ...SECURITY_HEADERS, 'x-request-id': id };
}

function read(): OutgoingHttpHeaders {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  helmet({ contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } })(response.req, response, () => undefined);
  return { ...response.getHeaders() };
}
