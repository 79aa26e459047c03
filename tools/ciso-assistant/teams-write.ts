import * as z from 'zod';
import { create, given, isObject, member, update } from '../../src/operation/index.ts';
import { changes, listed, named, namedAll, rows } from './says.ts';
import { getTeam } from './teams.ts';
import { listUsers } from './users.ts';
import { anyId, description, folderId, name, teamId, userId } from './vocabulary.ts';

/** What can be written on a team. */
export const teamFields = {
  name,
  description,
  folder: folderId,
  team_email: z.email().max(254).nullable(),
  leader: userId.nullable(),
  deputies: z.array(anyId).describe('User ids; the complete list.'),
  members: z.array(anyId).describe('User ids; the complete list.'),
};
const someTeamFields = z.strictObject(teamFields).partial().shape;

interface People {
  readonly leader?: string | null | undefined;
  readonly deputies?: readonly string[] | undefined;
  readonly members?: readonly string[] | undefined;
}

/** Everybody whom a call names, by name; at most as many as one request can ask for. */
const people = given(listUsers, ({ leader, deputies = [], members = [] }: People) => {
  const ids = [...new Set([...(leader ? [leader] : []), ...deputies, ...members])].slice(0, 100);
  return ids.length === 0 ? undefined : { id: ids };
});

export const createTeam = create({
  id: 'teams_create',
  name: 'ciso_create_team',
  title: 'Create team',
  description: 'Makes a team. Its members share what is assigned to it and get its mails. Names need not be unique.',
  words:
    'new squad, set up department, group people for assignments, Team anlegen, gründen, créer équipe, crear equipo, create team, ' +
    'form a new team led by somebody, neues Team bilden, Team erstellen, nouvelle équipe, former une équipe, nuevo equipo, ' +
    'formar un equipo, set up a team with somebody in charge',
  route: 'POST /teams/',
  body: { ...someTeamFields, name },
  grants: true,
  before: { people },
  says: ({ people: found, input }) =>
    `Make the team "${input.name}" (${changes(input, ['name', ...PEOPLE])}).${staff(found, input)} ${SHARING}`,
  undo: 'Delete the team.',
});

export const updateTeam = update({
  id: 'teams_partial_update',
  name: 'ciso_update_team',
  title: 'Update team',
  description: 'Changes the given members of a team. members and deputies replace the whole list: read ciso_get_team_for_edit first.',
  words:
    'take a member off a team, make somebody leader of a team, add person to team, remove from team, change team leader, ' +
    'rename team, move team, Team ändern, Mitglied hinzufügen, modifier équipe, ajouter membre, cambiar equipo, ' +
    'agregar miembro, somebody else should lead the team, add somebody to a team, take a person out of a team, rename a team, ' +
    'new deputy for the team, Team soll ab jetzt von jemandem geleitet werden, Person ins Team aufnehmen, aus dem Team nehmen, ' +
    'ajouter quelqu’un à l’équipe, changer de chef d’équipe, añadir a alguien al equipo, sacar del equipo, cambiar el líder, ' +
    'somebody takes over as leader of a team, becomes deputy, remove from the team, add to the team, ' +
    'enlever quelqu’un de l’équipe',
  route: 'PATCH /teams/{id}/',
  path: { id: teamId },
  body: someTeamFields,
  grants: true,
  before: { team: getTeam, people },
  says: ({ team, people: found, input }) => said(team, found, input),
  undo: 'Set the old values again.',
});

export const replaceTeam = update({
  id: 'teams_update',
  name: 'ciso_replace_team',
  title: 'Update team with name',
  description: 'As ciso_update_team, but the name is required. Members left out keep their value.',
  words:
    'PUT team, overwrite team, full update of team, Team überschreiben, remplacer équipe, reemplazar equipo, ' +
    'replace the whole team name leader deputies and members, PUT the complete team, Team komplett ersetzen, ' +
    'remplacer entièrement l’équipe, sustituir el equipo por completo',
  route: 'PUT /teams/{id}/',
  path: { id: teamId },
  body: { ...someTeamFields, name },
  grants: true,
  before: { team: getTeam, people },
  says: ({ team, people: found, input }) => said(team, found, input),
  undo: 'Set the old values again.',
});

const PEOPLE = ['leader', 'deputies', 'members'];
const SHARING = 'Members share what is assigned to the team and get its mails.';

function said(team: unknown, found: unknown, input: People & { readonly id: string }): string {
  const leaving = (['deputies', 'members'] as const).flatMap((role) => {
    const wanted = input[role];
    const gone = wanted === undefined ? [] : rows(member(team, role)).filter((one) => !wanted.some((id) => id === one['id']));
    return gone.length === 0 ? [] : [` No longer ${role}: ${listed(gone.map((one) => named(one)))}.`];
  });
  const led = input.leader === undefined || !isObject(member(team, 'leader')) ? '' : ` The leader was ${named(member(team, 'leader'))}.`;
  return `Change the team ${named(team, input.id)}: ${changes(input, PEOPLE)}.${staff(found, input)}${led}${leaving.join('')} ${SHARING}`;
}

function staff(found: unknown, { leader, deputies, members }: People): string {
  const parts = [
    leader === undefined ? '' : ` Leader: ${leader === null ? 'none' : namedAll([leader], found)}.`,
    deputies === undefined ? '' : ` Deputies: ${namedAll(deputies, found)}.`,
    members === undefined ? '' : ` Members: ${namedAll(members, found)}.`,
  ];
  return parts.join('');
}
