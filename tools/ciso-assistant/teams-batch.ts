import { given, update } from '../../src/operation/index.ts';
import { batchBody, batchSays, checkBatch, NOT_ATOMIC, type Batch, manyTargets } from './batch.ts';
import { namedAll } from './says.ts';
import { listTeams } from './teams.ts';
import { teamFields } from './teams-write.ts';
import { listUsers } from './users.ts';

const FIELDS = ['name', 'description', 'folder', 'team_email', 'leader', 'deputies', 'members'] as const;
const rules = { fields: teamFields, relations: ['deputies', 'members'] };

export const batchTeams = update({
  id: 'teams_batch_action_create',
  name: 'ciso_batch_teams',
  title: 'Batch change teams',
  description: 'Deletes or moves up to 100 teams, or sets one field on all. members and deputies are replaced.',
  words:
    'bulk delete teams, purge teams in one call, at once, dissolve several teams, same leader for many teams, bulk move, ' +
    'mehrere Teams, Massenänderung, équipes en masse, varios equipos, dissolve several teams together, ' +
    'make somebody leader of many teams in a single call, delete many teams, move teams to another domain at once, ' +
    'mehrere Teams auf einmal auflösen, supprimer plusieurs équipes d’un coup, eliminar varios equipos a la vez',
  route: 'POST /teams/batch-action/',
  body: batchBody(FIELDS),
  check: checkBatch(rules),
  grants: true,
  destroys: true,
  before: {
    // Teams cannot be asked for by id.
    teams: given(listTeams, () => ({ limit: 2000 })),
    people: given(listUsers, (batch) => (people(batch).length > 0 ? { id: people(batch).slice(0, 100) } : undefined)),
  },
  says: ({ teams, people: found, input }) => {
    const value = people(input).length > 0 ? namedAll(people(input), found) : undefined;
    const lost = input.action === 'delete' ? ' Everything assigned to them loses the assignment; the people stay.' : '';
    return `${batchSays(input, 'teams', teams, value)}${lost}${NOT_ATOMIC}`;
  },
  undo: 'Deleted teams cannot be brought back; changed fields can be set again.',
  worst: manyTargets,
});

/** The user ids that the new value holds. */
function people({ field, value }: Batch): readonly string[] {
  if (field !== 'leader' && field !== 'deputies' && field !== 'members') return [];
  const ids = Array.isArray(value) ? value : [value];
  return ids.filter((id) => typeof id === 'string');
}
