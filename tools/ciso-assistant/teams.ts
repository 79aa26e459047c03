import { read, remove } from '../../src/operation/index.ts';
import { cascade, listed, named, rows } from './says.ts';
import { byOffset, ordering, paging, search, teamId } from './vocabulary.ts';

export const listTeams = read({
  id: 'teams_list',
  name: 'ciso_list_teams',
  title: 'List teams',
  description: 'Teams with leader, deputies and members. search looks in name and description; there is no filter by domain.',
  words:
    'which teams exist, squads, departments, who leads what, Teams auflisten, Mannschaften, liste des équipes, listar equipos, ' +
    'list teams, which teams do we have, all teams with their leaders, welche Teams gibt es, alle Teams, quelles équipes existent, ' +
    'toutes les équipes, qué equipos hay, lista de equipos con su líder',
  route: 'GET /teams/',
  query: { ...paging, ordering, search },
  brief: ['id', 'name', 'folder.str', 'leader.str'],
  paging: byOffset,
});

export const getTeam = read({
  id: 'teams_retrieve',
  name: 'ciso_get_team',
  title: 'Get team',
  description: 'One team with leader, deputies and members by name.',
  words:
    'show team, who is in the team, team leader, deputies, Team anzeigen, voir équipe, ver equipo, ' +
    'who leads a team and who is the deputy, members of one team, team details, wer leitet das Team, ' +
    'Team mit allen Mitgliedern zeigen, qui dirige l’équipe, membres de l’équipe, quién lidera el equipo, miembros del equipo, ' +
    'who is in this team',
  route: 'GET /teams/{id}/',
  path: { id: teamId },
});

export const getTeamForEdit = read({
  id: 'teams_object_retrieve',
  name: 'ciso_get_team_for_edit',
  title: 'Get team for edit',
  description: 'One team as updates take it: ids instead of names, nothing hidden. Read it before changing members.',
  words:
    'raw team, member ids, editable team form, Team bearbeiten, modifier équipe, editar equipo, team with member ids for editing, ' +
    'team in the form that updates take, raw record of a team, Team zum Bearbeiten mit IDs, équipe sous forme modifiable, ' +
    'equipo en forma editable con ids',
  route: 'GET /teams/{id}/object/',
  path: { id: teamId },
});

export const getTeamCascade = read({
  id: 'teams_cascade_info_retrieve',
  name: 'ciso_get_team_cascade',
  title: 'Preview team deletion',
  description: 'What would be deleted or cut loose with a team.',
  words:
    'impact of dissolving a team, what is assigned to the team, Auswirkungen, impact suppression équipe, ' +
    'impacto de eliminar equipo, what goes if a team disappears, preview of dissolving a team, which work hangs on a team, ' +
    'was passiert wenn das Team aufgelöst wird, que se passe-t-il si l’équipe disparaît, qué pasaría si se disuelve el equipo',
  route: 'GET /teams/{id}/cascade-info/',
  path: { id: teamId },
});

export const deleteTeam = remove({
  id: 'teams_destroy',
  name: 'ciso_delete_team',
  title: 'Delete team',
  description: 'Deletes a team; everything assigned to it loses the assignment. The people stay.',
  words:
    'dissolve team, disband squad, remove department, Team auflösen, löschen, supprimer équipe, dissoudre, eliminar equipo, ' +
    'delete team, get rid of a team, team isn’t needed any more, Team löschen, Team wird nicht mehr gebraucht, ' +
    'dissoudre une équipe, effacer l’équipe, disolver el equipo, borrar el equipo',
  route: 'DELETE /teams/{id}/',
  path: { id: teamId },
  before: { team: getTeam, effects: getTeamCascade },
  says: ({ team, effects, input }) => {
    const members = team
      ? `${rows(team.members).length} members (${listed(rows(team.members).map((one) => named(one)))})`
      : 'unknown members';
    return (
      `Delete the team ${named(team, input.id)} with ${members}. The people stay; everything assigned to the team loses the assignment. ` +
      cascade(effects)
    );
  },
  undo: 'Cannot be undone; a new team has to be assigned everywhere again.',
});
