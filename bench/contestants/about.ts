import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, member } from '../../src/operation/json.ts';
import { TOP } from '../measure/place.ts';
import { COMPACT, PEERS, RAW, RAW_ONCE, STEWARD } from './over-http.ts';
import { BUNDLED, installed } from './over-stdio.ts';

/** What each contestant is, by its name. */
export function contestants(): Readonly<Record<string, string>> {
  const direct = { name: 'direct', about: 'the load generator asks the vendor with undici, without a server between' };
  return Object.fromEntries(
    [direct, RAW, RAW_ONCE, ...STEWARD, COMPACT, installed('steward'), BUNDLED, ...PEERS].map(({ name, about }) => [name, about]),
  );
}

/** The versions of the packages that they are made of. */
export function versions(): Readonly<Record<string, string>> {
  const version = (file: string, name: string) => {
    const { dependencies, devDependencies }: Record<string, unknown> = { ...readJson(file) };
    return String(member(dependencies, name) ?? member(devDependencies, name));
  };
  const ours = ['@modelcontextprotocol/server', 'undici'].map((name) => [name, version('package.json', name)]);
  const peers = ['@modelcontextprotocol/sdk', 'fastmcp', 'openapi-mcp-generator'].map((name) => [
    name,
    version('bench/peers/package.json', name),
  ]);
  return Object.fromEntries([...ours, ...peers]);
}

function readJson(file: string): object {
  const read: unknown = JSON.parse(readFileSync(join(TOP, file), 'utf8'));
  return isObject(read) ? read : {};
}
