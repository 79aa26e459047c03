import { read } from '../../src/operation/index.ts';
import { actorId, byOffset, ordering, paging, search } from './vocabulary.ts';

export const listActors = read({
  id: 'actors_list',
  name: 'ciso_list_actors',
  title: 'List actors',
  description: 'Users, teams and entities that work can be assigned to. Third-party users are left out; search has no effect here.',
  words: 'assignees, who can be owner, responsible parties, possible owners, Zuständige, Verantwortliche, responsables, asignables',
  route: 'GET /actors/',
  query: { ...paging, ordering, search },
  brief: ['id', 'str', 'type', 'specific.id'],
  paging: byOffset,
});

export const getActor = read({
  id: 'actors_retrieve',
  name: 'ciso_get_actor',
  title: 'Get actor',
  description: 'One assignee with the user, team or entity behind it.',
  words: 'who is this assignee, resolve owner id, actor details, Akteur anzeigen, voir acteur, ver actor',
  route: 'GET /actors/{id}/',
  path: { id: actorId },
});

export const getActorCascade = read({
  id: 'actors_cascade_info_retrieve',
  name: 'ciso_get_actor_cascade',
  title: 'Preview actor deletion',
  description: 'What would be deleted or cut loose with an actor. Actors go with their user or team only.',
  words: 'impact of removing assignee, what depends on actor, deletion impact, Auswirkungen, conséquences suppression, impacto de eliminar',
  route: 'GET /actors/{id}/cascade-info/',
  path: { id: actorId },
});

export const getActorForEdit = read({
  id: 'actors_object_retrieve',
  name: 'ciso_get_actor_for_edit',
  title: 'Get actor for edit',
  description: 'Fails in the documented version for every actor; use ciso_get_actor.',
  words: 'raw actor, editable actor form, actor object',
  route: 'GET /actors/{id}/object/',
  path: { id: actorId },
});
