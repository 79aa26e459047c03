import { uuidOf } from '../core/made-up.ts';
import type { Ask, Reply } from '../core/emulation.ts';
import { isRecord } from './body.ts';
import type { Acts, Call } from './guard.ts';
import type { State } from './model.ts';
import { answer, emptyHtml, failure, FORBIDDEN } from './reply.ts';
import { rolesOf } from './rights.ts';

const LONGEST_NAME = 64;

/** Keys for single sign-on by SAML. There is one set of keys, whatever the path calls the organisation. */
export function samlActs(state: State): Acts {
  let certificate: string | undefined;
  const refused = ({ caller }: Call): Reply | undefined => {
    if (!rolesOf(state, caller).includes('BI-RL-ADM')) return FORBIDDEN;
    return state.deployment.saml ? undefined : failure();
  };

  return {
    'GET /api/accounts/saml/{organization_slug}/download-cert/': (call) => {
      const no = refused(call);
      if (no) return no;
      if (certificate === undefined) return emptyHtml(404);
      const headers = {
        'content-type': 'application/x-pem-file',
        'content-disposition': 'attachment; filename="ciso-saml-public-cert.pem"',
      };
      return { status: 200, headers, body: certificate };
    },
    'POST /api/accounts/saml/{organization_slug}/generate-keys/': (call) => {
      const no = refused(call);
      if (no) return no;
      const { common_name: name = 'saml-sp.example.com', days = 365 } = looselyRead(call.ask);
      if (typeof name !== 'string' || name.length > LONGEST_NAME || typeof days !== 'number' || !(days > 0)) return failure();
      certificate = madeUpCertificate(name, days, state.count());
      return answer(
        { message: `Key and certificate saved in advanced settings of SP ${call.ask.params.organization_slug}`, cert: certificate },
        201,
      );
    },
  };
}

/** This one body is read as JSON whatever it is called, and what cannot be read counts as nothing. */
function looselyRead({ text }: Ask): Readonly<Record<string, unknown>> {
  try {
    const given: unknown = JSON.parse(text);
    return isRecord(given) ? given : {};
  } catch {
    return {};
  }
}

/** Text in the form of a certificate; no key stands behind it. */
function madeUpCertificate(name: string, days: number, number: number): string {
  const words = [
    `sandbox certificate for ${name}, ${days} days, `,
    ...Array.from({ length: 12 }, (_, i) => uuidOf('ciso certificate', number, i)),
  ];
  const lines =
    Buffer.from(words.join(''))
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
