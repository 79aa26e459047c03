import { create, remove } from '../../src/operation/index.ts';
import { getOrganizationMember } from './organizations.ts';
import { listed, named, person, roleIn, rows, size, text } from './says-access.ts';
import { getSpace } from './spaces.ts';
import { getGroup, getGroupMembers } from './user-groups.ts';
import { groupUuid, projectUuid, spaceRole, spaceUuid, userUuid } from './vocabulary.ts';

export const addSpaceUserAccess = create({
  id: 'AddSpaceUserAccess',
  name: 'lightdash_grant_space_access',
  title: 'Grant space access',
  description: 'Shares a space with a person; a role that they have there is replaced.',
  words:
    'share folder with colleague, let someone see the folder, invite to space, make space editor, Ordner teilen, freigeben, ' +
    'partager le dossier, compartir carpeta, let one person see a space, give somebody access to a folder, ' +
    'share a space with a person, make somebody editor in a space, jemandem Zugriff auf den Ordner geben, ' +
    'Person in den Space lassen, donner à quelqu’un accès à l’espace, partager un dossier avec quelqu’un, ' +
    'dar a alguien acceso al espacio, compartir carpeta con alguien, person needs to be able to look at a folder, ' +
    'show a folder to one person',
  route: 'POST /api/v1/projects/{projectUuid}/spaces/{spaceUuid}/share',
  path: { projectUuid, spaceUuid },
  body: { userUuid, spaceRole },
  idempotent: true,
  grants: true,
  before: { space: getSpace, member: getOrganizationMember },
  says: ({ space, member, input }) => {
    const old = roleIn(space?.access, 'userUuid', input.userUuid);
    const where = `the space ${named(space, input.spaceUuid)}`;
    return `Give ${person(member, input.userUuid)} the role ${input.spaceRole} in ${where}. Their role there now: ${old}.`;
  },
  undo: 'Revoke the access, or grant the old role again.',
});

export const revokeSpaceAccessForUser = remove({
  id: 'RevokeSpaceAccessForUser',
  name: 'lightdash_revoke_space_access',
  title: 'Revoke space access',
  description: "Takes a person's direct access to a space away; what a group or role gives them stays.",
  words:
    'a person no longer needs a space, unshare folder, stop sharing, lock someone out of folder, remove from space, ' +
    'Freigabe aufheben, ne plus partager, dejar de compartir, stop sharing a space with a person, ' +
    'somebody should not see a folder any more, take a person’s access to a space away, jemandem den Ordner nicht mehr zeigen, ' +
    'Zugriff auf den Space entziehen, retirer à quelqu’un l’accès à l’espace, quitar a alguien el acceso al espacio, ' +
    'quitar a una persona de la carpeta, close a folder to one person again, hide the folder from somebody',
  route: 'DELETE /api/v1/projects/{projectUuid}/spaces/{spaceUuid}/share/{userUuid}',
  path: { projectUuid, spaceUuid, userUuid },
  before: { space: getSpace },
  says: ({ space, input }) => {
    // Somebody with access in several ways has several rows.
    const ways = rows(space?.access).filter((one) => one['userUuid'] === input.userUuid);
    const direct = ways.find((one) => one['hasDirectAccess'] === true);
    const where = `the space ${named(space, input.spaceUuid)}`;
    const who = person(direct ?? ways[0], input.userUuid);
    if (space !== undefined && direct === undefined) return `${who} has no direct access to ${where}: nothing would change.`;
    const inherited = ways.flatMap((one) => {
      const role = text(one, 'inheritedRole');
      return role === undefined ? [] : [`${role} from ${text(one, 'inheritedFrom') ?? 'elsewhere'}`];
    });
    const stays = space === undefined ? 'unknown' : listed(inherited);
    return `Take the direct access to ${where} from ${who}, ${text(direct, 'role') ?? 'unknown role'} there now. They keep: ${stays}.`;
  },
  undo: 'Grant the access again.',
});

export const addSpaceGroupAccess = create({
  id: 'AddSpaceGroupAccess',
  name: 'lightdash_grant_group_space_access',
  title: 'Grant group space access',
  description: 'Shares a space with all members of a group; a role that the group has there is replaced.',
  words:
    'share folder with team, let department see folder, team folder, Ordner mit Gruppe teilen, partager avec une équipe, ' +
    'compartir con equipo, share a space with a group, the whole group should see a folder, give a team access to a space, ' +
    'Ordner mit der ganzen Gruppe teilen, der Gruppe Zugriff auf den Space geben, partager un espace avec un groupe, ' +
    'donner au groupe accès au dossier, compartir un espacio con el grupo, dar al grupo acceso a la carpeta',
  route: 'POST /api/v1/projects/{projectUuid}/spaces/{spaceUuid}/group/share',
  path: { projectUuid, spaceUuid },
  body: { groupUuid, spaceRole },
  idempotent: true,
  grants: true,
  before: { space: getSpace, group: getGroup, members: getGroupMembers },
  says: ({ space, group, members, input }) =>
    `Give the group ${named(group, input.groupUuid)} with ${size(members, 'member')} the role ${input.spaceRole} ` +
    `in the space ${named(space, input.spaceUuid)}. ` +
    `Its role there now: ${roleIn(space?.groupsAccess, 'groupUuid', input.groupUuid, 'spaceRole')}.`,
  undo: 'Revoke the access, or grant the old role again.',
});

export const revokeGroupSpaceAccess = remove({
  id: 'RevokeGroupSpaceAccess',
  name: 'lightdash_revoke_group_space_access',
  title: 'Revoke group space access',
  description: "Takes a group's access to a space away from all its members.",
  words:
    'unshare a space from a group, unshare folder with team, lock department out of folder, stop sharing with group, ' +
    'Gruppe ausschließen, ne plus partager avec équipe, quitar grupo de carpeta, a group should no longer see a space, ' +
    'stop sharing a space with a group, close the folder to a team, der Gruppe den Zugriff auf den Ordner entziehen, ' +
    'Gruppe soll den Space nicht mehr sehen, retirer au groupe l’accès à l’espace, quitar al grupo el acceso al espacio, ' +
    'el grupo ya no debe ver la carpeta, a group must lose a space, close a folder to a group',
  route: 'DELETE /api/v1/projects/{projectUuid}/spaces/{spaceUuid}/group/share/{groupUuid}',
  path: { projectUuid, spaceUuid, groupUuid },
  before: { space: getSpace, group: getGroup, members: getGroupMembers },
  says: ({ space, group, members, input }) =>
    `Take the access (${roleIn(space?.groupsAccess, 'groupUuid', input.groupUuid, 'spaceRole')}) ` +
    `to the space ${named(space, input.spaceUuid)} ` +
    `from the group ${named(group, input.groupUuid)} with ${size(members, 'member')}. Access that they have otherwise stays.`,
  undo: 'Grant the access again.',
});
