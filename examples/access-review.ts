/*
 * Nightly access review: who has what in Lightdash, as CSV on stdout. Reads only.
 *
 *   node examples/access-review.ts > review.csv
 *   node examples/access-review.ts --url https://steward.example.com/mcp --token-file /run/secrets/steward > review.csv
 */
import { parseArgs } from 'node:util';
import { csvLine } from './csv.ts';
import { connect, isAnswer, placeOptions, progress, type Answer, type Session } from './session.ts';

const session = await connect(parseArgs({ options: placeOptions }).values);
try {
  process.stdout.write(csvLine(['email', 'name', 'state', 'where', 'role', 'through']));
  for (const row of await review(session)) process.stdout.write(csvLine(row));
} finally {
  await session.close();
}

type Row = readonly unknown[];

async function review({ all }: Session): Promise<readonly Row[]> {
  const members = await all('lightdash_list_members', { pageSize: 50 });
  const people = new Map(members.map((member) => [member['userUuid'], member]));
  const row = (user: unknown, where: unknown, role: unknown, through: unknown): Row => {
    const person = people.get(user);
    return [person?.['email'] ?? user, nameOf(person), stateOf(person), where, role, through];
  };
  const groups = await all('lightdash_list_groups', { pageSize: 50, fields: ['uuid', 'name'] });
  const inGroup = new Map<unknown, { name: unknown; users: readonly unknown[] }>();
  for (const [index, { uuid, name }] of groups.entries()) {
    progress(index + 1, groups.length, 'groups');
    const users = await all('lightdash_list_group_members', { groupUuid: uuid, fields: ['userUuid'] });
    inGroup.set(uuid, { name, users: users.map(({ userUuid }) => userUuid) });
  }
  const rows = members.map(({ userUuid, role }) => row(userUuid, 'organisation', role, 'member'));
  const projects = await all('lightdash_list_projects', { fields: ['projectUuid', 'name'] });
  for (const [index, { projectUuid, name }] of projects.entries()) {
    progress(index + 1, projects.length, 'projects');
    const direct = await all('lightdash_list_project_access', { projectUuid, fields: ['userUuid', 'role'] });
    rows.push(...direct.map(({ userUuid, role }) => row(userUuid, `project ${String(name)}`, role, 'direct')));
    const granted = await all('lightdash_list_project_group_access', { projectUuid, fields: ['groupUuid', 'role'] });
    for (const { groupUuid, role } of granted) {
      const group = inGroup.get(groupUuid);
      rows.push(...(group?.users ?? []).map((user) => row(user, `project ${String(name)}`, role, `group ${String(group?.name)}`)));
    }
  }
  return rows;
}

function nameOf(person: Answer | undefined): string {
  return isAnswer(person) ? [person['firstName'], person['lastName']].filter(Boolean).join(' ') : '';
}

function stateOf(person: Answer | undefined): string {
  if (person === undefined) return 'not a member';
  return person['isPending'] === true ? 'invited' : person['isActive'] === false ? 'inactive' : 'active';
}
