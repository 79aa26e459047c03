import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type JsonObject } from '../operation/index.ts';
import { addRecord, recordIn, replaceRecord } from './record-file.ts';
import { isId, type Kind, type StateStore, type Unlisted } from './store.ts';
import { sweeperOf } from './sweep.ts';

/** Files that a list reads at once: a process may have only so many open, and there may be the history of a day. */
const AT_ONCE = 32;

/** A store in a folder that only this account can read: the server and `steward-mcp approve` in a terminal share it. `now` in milliseconds. */
export function fileStore(folder: string, now: () => number = Date.now): StateStore {
  let made: Promise<void> | undefined;
  // Made when first written to: a server that asks nobody leaves no folder behind.
  const ready = () => (made ??= prepare(folder));
  const sweeper = sweeperOf(
    FOLDERS.map((kind) => join(folder, kind)),
    now,
  );
  const pathOf = (kind: Kind | 'spent', id: string) => {
    if (!isId(id)) throw new Error('not an id');
    return join(folder, kind, `${id}.json`);
  };
  const keptUntil = (value: JsonObject, ttl: number) => ({ until: now() + ttl * 1000, value });
  const read = async (path: string): Promise<JsonObject | undefined> => {
    const record = await recordIn(path);
    return record && record.until > now() ? record.value : undefined;
  };
  const add = async (kind: Unlisted | 'spent', id: string, value: JsonObject, ttl: number) => {
    await ready();
    const isFirst = await addRecord(pathOf(kind, id), keptUntil(value, ttl), now());
    sweeper.begin();
    return isFirst;
  };
  return {
    put: async (kind, id, value, ttl) => {
      await ready();
      await replaceRecord(pathOf(kind, id), keptUntil(value, ttl), now());
    },
    add,
    drop: (kind, id) => rm(pathOf(kind, id), { force: true }),
    get: (kind, id) => read(pathOf(kind, id)),
    list: async (kind) => {
      const names = (await readdir(join(folder, kind)).catch(absent)).filter((name) => name.endsWith('.json'));
      const found: { readonly at: number; readonly value: JsonObject | undefined }[] = [];
      for (let from = 0; from < names.length; from += AT_ONCE) {
        const paths = names.slice(from, from + AT_ONCE).map((name) => join(folder, kind, name));
        const ages = paths.map(async (path) => ({
          at: (await stat(path).catch(() => undefined))?.mtimeMs ?? 0,
          value: await read(path),
        }));
        found.push(...(await Promise.all(ages)));
      }
      return found.toSorted((a, b) => a.at - b.at).flatMap(({ value }) => (value ? [value] : []));
    },
    spend: (id, ttl) => add('spent', id, {}, ttl),
    close: sweeper.end,
  };
}

const FOLDERS = ['confirmation', 'newest', 'declined', 'ended', 'outcome', 'underway', 'spent'] as const satisfies readonly (
  | Kind
  | 'spent'
)[];

async function prepare(folder: string): Promise<void> {
  for (const kind of FOLDERS) await mkdir(join(folder, kind), { recursive: true, mode: 0o700 });
  // A folder that was there before may be open to others.
  await chmod(folder, 0o700);
}

/** A folder that nobody made holds nothing; any other fault must not look like that. */
function absent(thrown: unknown): string[] {
  if (isObject(thrown) && thrown['code'] === 'ENOENT') return [];
  throw thrown;
}
