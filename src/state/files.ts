import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../operation/index.ts';
import { isId, type Kind, type StateStore } from './store.ts';

/** A store in a folder that only this account can read: the server and `steward-mcp approve` in a terminal share it. `now` in milliseconds. */
export function fileStore(folder: string, now: () => number = Date.now): StateStore {
  let made: Promise<void> | undefined;
  // Made when first written to: a server that asks nobody leaves no folder behind.
  const ready = () => (made ??= prepare(folder));
  const pathOf = (kind: Kind | 'spent', id: string) => {
    if (!isId(id)) throw new Error('not an id');
    return join(folder, kind, `${id}.json`);
  };
  const read = async (path: string): Promise<JsonObject | undefined> => {
    const record = parsed(await readFile(path, 'utf8').catch(() => ''));
    if (!isObject(record) || typeof record['until'] !== 'number' || !isObject(record['value'])) return undefined;
    if (record['until'] > now()) return record['value'];
    await rm(path, { force: true });
    return undefined;
  };
  return {
    put: async (kind, id, value, ttl) => {
      await ready();
      const path = pathOf(kind, id);
      const draft = `${path}.${randomUUID()}`;
      await writeFile(draft, JSON.stringify({ until: now() + ttl * 1000, value }), { mode: 0o600 });
      await rename(draft, path);
    },
    get: (kind, id) => read(pathOf(kind, id)),
    list: async (kind) => {
      const names = (await readdir(join(folder, kind)).catch(absent)).filter((name) => name.endsWith('.json'));
      const found = await Promise.all(
        names.map(async (name) => {
          const path = join(folder, kind, name);
          return { at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0, value: await read(path) };
        }),
      );
      return found.toSorted((a, b) => a.at - b.at).flatMap(({ value }) => (value ? [value] : []));
    },
    spend: async (id, ttl) => {
      await ready();
      const path = pathOf('spent', id);
      try {
        // Exclusive creation is atomic between processes: exactly one succeeds.
        const file = await open(path, 'wx', 0o600);
        await file.writeFile(String(now() + ttl * 1000));
        await file.close();
      } catch (thrown) {
        if (isObject(thrown) && thrown['code'] === 'EEXIST') return false;
        throw thrown;
      }
      await sweepSpent(join(folder, 'spent'), path, now());
      return true;
    },
    close: async () => undefined,
  };
}

async function prepare(folder: string): Promise<void> {
  for (const kind of ['confirmation', 'spent']) await mkdir(join(folder, kind), { recursive: true, mode: 0o700 });
  // A folder that was there before may be open to others.
  await chmod(folder, 0o700);
}

/** A folder that nobody made holds nothing; any other fault must not look like that. */
function absent(thrown: unknown): string[] {
  if (isObject(thrown) && thrown['code'] === 'ENOENT') return [];
  throw thrown;
}

async function sweepSpent(folder: string, fresh: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (path === fresh) continue;
    const until = Number(await readFile(path, 'utf8').catch(() => ''));
    if (until > 0 && until < now) await rm(path, { force: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
