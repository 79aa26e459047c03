/*
 * Bulk import of KnowledgeOwl readers from a CSV file with the columns username, first_name, last_name, projects, reader_roles
 * (the last two: ids, separated by ;). Shows what would be done; --yes does it, where the server lets confirm: true suffice
 * (STEWARD_CONFIRM=flag, a STEWARD_GRANT for knowledgeowl_create_reader, or a token made with --confirm flag).
 *
 *   node examples/import-readers.ts readers.csv
 *   node examples/import-readers.ts readers.csv --yes --mail
 *
 * --mail: KnowledgeOwl sends each a temporary password. It wants that where readers sign in with passwords that they manage themselves.
 *
 * Exit code 0 everything done or shown, 1 something failed, 3 a person must say yes first.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { csvRows } from './csv.ts';
import { connect, placeOptions, progress, type Session } from './session.ts';

const options = { ...placeOptions, yes: { type: 'boolean' }, mail: { type: 'boolean' } } as const;
const { values, positionals } = parseArgs({ options, allowPositionals: true });
const people = csvRows(readFileSync(positionals[0] ?? '', 'utf8'));
const session = await connect(values);
try {
  const counts = { created: 0, shown: 0, there: 0, waiting: 0, failed: 0 };
  for (const [index, person] of people.entries()) {
    counts[await importOne(session, person)] += 1;
    progress(index + 1, people.length, 'readers');
  }
  process.stderr.write(`${JSON.stringify(counts)}\n`);
  process.exitCode = counts.failed > 0 ? 1 : counts.waiting > 0 ? 3 : 0;
} finally {
  await session.close();
}

async function importOne({ all, call }: Session, person: Readonly<Record<string, string>>) {
  const { username = '', first_name, last_name, projects = '', reader_roles = '' } = person;
  try {
    // Running it again after a break must not do anything twice.
    const found = await all('knowledgeowl_list_readers', { username, limit: 10 });
    if (found.length > 0) return tell(username, `is there already (${String(found[0]?.['status'])})`, 'there');
    const roles = listOf(reader_roles);
    const answer = await call('knowledgeowl_create_reader', {
      username,
      projects: listOf(projects),
      ...(first_name ? { first_name } : {}),
      ...(last_name ? { last_name } : {}),
      ...(roles.length > 0 ? { reader_roles: roles } : {}),
      ...(values.mail ? { 'pw-type': 'email' } : {}),
      ...(values.yes ? { confirm: true } : {}),
    });
    if (answer['status'] !== 'confirmation_required') return tell(username, 'created', 'created');
    return tell(username, String(answer['says']), values.yes ? 'waiting' : 'shown');
  } catch (thrown) {
    return tell(username, thrown instanceof Error ? thrown.message : 'failed', 'failed');
  }
}

function listOf(text: string): readonly string[] {
  return text
    .split(';')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

function tell<T>(username: string, what: string, kind: T): T {
  process.stdout.write(`${username}: ${what}\n`);
  return kind;
}
