import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { readSettings, settingFacts } from '../src/config/index.ts';
import { HEALTH_PATHS } from '../src/http/health.ts';
import { isObject, member } from '../src/operation/index.ts';

const TOP = fileURLToPath(new URL('..', import.meta.url));
const textOf = (path: string) => readFileSync(`${TOP}${path}`, 'utf8');

const files = [...readdirSync(`${TOP}deploy`).map((name) => `deploy/${name}`), 'docs/deployment.md'];
const documents = parseAllDocuments(textOf('deploy/kubernetes.yaml'), { strict: true, uniqueKeys: true });
const manifests = documents.map((document): unknown => document.toJS());
const named = (kind: string, name: string) => manifests.find((one) => member(one, 'kind') === kind && at(one, 'metadata', 'name') === name);

describe('the files for deployment', () => {
  it.each(files)('%s names settings that there are', (path) => {
    const names = [...textOf(path).matchAll(/\bSTEWARD_[A-Z_]+\b/g)].map(([name]) => name);
    expect(names.filter((name) => !settingFacts.has(name) && !settingFacts.has(name.replace(/_FILE$/, '')))).toEqual([]);
  });

  it('serve on the port that they ask', () => {
    const ports = files.flatMap((path) => [...textOf(path).matchAll(/(?:127\.0\.0\.1:|--port[ ",]+|containerPort: |EXPOSE )(\d+)/g)]);
    expect(new Set(ports.map(([, port]) => port))).toEqual(new Set(['3333', '3334']));
  });
});

describe('the Kubernetes manifests', () => {
  it('are YAML without faults, each of a kind and with a name', () => {
    for (const document of documents) expect([...document.errors, ...document.warnings]).toEqual([]);
    for (const one of manifests) {
      expect(member(one, 'apiVersion')).toEqual(expect.any(String));
      expect(at(one, 'metadata', 'name')).toEqual(expect.any(String));
    }
    expect(manifests.map((one) => member(one, 'kind'))).toEqual([
      'ConfigMap',
      'StatefulSet',
      'Service',
      'Service',
      'PodDisruptionBudget',
      'Ingress',
    ]);
  });

  it('hold settings that are good together with the secret ones', () => {
    const data = member(named('ConfigMap', 'steward-settings'), 'data');
    const settings = isObject(data) ? Object.entries(data).map(([name, value]) => [name, String(value)]) : [];
    const secrets = { STEWARD_STATE_KEY: 'k'.repeat(40), STEWARD_REDIS_URL: 'rediss://redis.example.com' };
    expect(readSettings({ ...Object.fromEntries(settings), ...secrets })).toMatchObject({ STEWARD_AUTH: 'oauth' });
  });

  it('lead from the ingress to the pods', () => {
    const pods = named('StatefulSet', 'steward');
    const labels = at(pods, 'spec', 'template', 'metadata', 'labels');
    expect(at(pods, 'spec', 'selector', 'matchLabels')).toEqual(labels);
    expect(at(named('PodDisruptionBudget', 'steward'), 'spec', 'selector', 'matchLabels')).toEqual(labels);
    expect(named('Service', String(at(pods, 'spec', 'serviceName')))).toMatchObject({ spec: { clusterIP: 'None', selector: labels } });
    const backend = at(named('Ingress', 'steward'), 'spec', 'rules', 0, 'http', 'paths', 0, 'backend', 'service');
    expect(named('Service', String(member(backend, 'name')))).toMatchObject({ spec: { selector: labels } });
    const container = at(pods, 'spec', 'template', 'spec', 'containers', 0);
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      expect(at(container, 'ports', 0, 'name')).toBe(at(container, probe, 'httpGet', 'port'));
      expect(HEALTH_PATHS).toContain(at(container, probe, 'httpGet', 'path'));
    }
    expect(at(container, 'volumeMounts', 0, 'name')).toBe(at(pods, 'spec', 'volumeClaimTemplates', 0, 'metadata', 'name'));
  });
});

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, name) => (Array.isArray(inner) ? inner[Number(name)] : member(inner, String(name))), value);
}
