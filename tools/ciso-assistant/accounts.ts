import * as z from 'zod';
import { read, update } from '../../src/operation/index.ts';
import { getCurrentUser } from './iam-sessions.ts';
import { named } from './says.ts';

const organization_slug = z.string().min(1).describe('Always 0 in the stock product.');

export const getSamlCertificate = read({
  id: 'accounts_saml_download_cert_retrieve',
  name: 'ciso_get_saml_certificate',
  title: 'Get SAML certificate',
  description: 'The public certificate (PEM) of the SAML service provider, for the identity provider. Administrators only.',
  words:
    'download SSO certificate, single sign-on public key, PEM for Okta or Entra, IdP setup, Zertifikat herunterladen, ' +
    'télécharger certificat, descargar certificado, our identity provider wants the SP certificate, ' +
    'download the SAML certificate as PEM, public key of our single sign-on, SAML-Zertifikat herunterladen, ' +
    'Zertifikat für den Identity Provider, télécharger le certificat SAML, descargar el certificado SAML',
  route: 'GET /accounts/saml/{organization_slug}/download-cert/',
  path: { organization_slug },
});

export const generateSamlKeys = update({
  id: 'accounts_saml_generate_keys_create',
  name: 'ciso_generate_saml_keys',
  title: 'Generate SAML keys',
  description: 'Replaces the SAML key pair and certificate. SAML sign-in fails until the identity provider has the new certificate.',
  words:
    'rotate SSO key, renew certificate, new signing key, expired SAML certificate, single sign-on keys, Schlüssel erneuern, ' +
    'renouveler certificat, renovar certificado, the SAML certificate expires make a new one, ' +
    'generate a new SAML signing key plus self-signed cert, renew saml key pair, SAML-Schlüsselpaar erneuern, ' +
    'SAML-Zertifikat läuft ab, générer de nouvelles clés SAML, generar nuevas claves SAML, renovar el certificado SAML',
  route: 'POST /accounts/saml/{organization_slug}/generate-keys/',
  path: { organization_slug },
  body: {
    common_name: z.string().min(1).max(64).optional(),
    days: z.int().min(1).max(36_500).optional().describe('Validity; 365 by default.'),
  },
  idempotent: false,
  destroys: true,
  // The certificate comes second: where there is none yet, reading it finds nothing, and the first can still be made.
  before: { me: getCurrentUser, certificate: getSamlCertificate },
  says: ({ me, certificate, input }) =>
    `As ${named(me)}, make a new SAML key pair and certificate for provider "${input.organization_slug}" (common name ` +
    `${input.common_name ?? 'by default'}, ` +
    `valid ${input.days ?? 365} days). ` +
    `The stored key and certificate${certificate ? '' : ', if there are any,'} are overwritten. ` +
    'Nobody can sign in through SAML until the identity provider has the new certificate.',
  undo: 'Cannot be undone: the old private key is lost.',
});
