import { read } from '../../src/operation/index.ts';
import { actorId, byOffset, ordering, paging, search } from './vocabulary.ts';

export const listActors = read({
  id: 'actors_list',
  name: 'ciso_list_actors',
  title: 'List actors',
  description: 'Users, teams and entities that work can be assigned to. Third-party users are left out; search has no effect here.',
  words:
    'assignees, who can be owner, responsible parties, possible owners, Zuständige, Verantwortliche, responsables, asignables, ' +
    'list actors, to whom can work be assigned, who can be responsible for a measure, users teams and entities that can own tasks, ' +
    'wem kann man Aufgaben zuweisen, wer kann verantwortlich sein, qui peut être responsable, à qui assigner une tâche, ' +
    'quién puede ser responsable, a quién asignar el trabajo',
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
  words:
    'who is this assignee, resolve owner id, actor details, Akteur anzeigen, voir acteur, ver actor, who is behind an actor, ' +
    'owner of a task who is that, one actor in detail, wer ist dieser Akteur, wer steckt dahinter, qui est cet acteur, ' +
    'quién es este actor',
  route: 'GET /actors/{id}/',
  path: { id: actorId },
});

export const getActorCascade = read({
  id: 'actors_cascade_info_retrieve',
  name: 'ciso_get_actor_cascade',
  title: 'Preview actor deletion',
  description: 'What would be deleted or cut loose with an actor. Actors go with their user or team only.',
  words:
    'impact of removing assignee, what depends on actor, deletion impact, Auswirkungen, conséquences suppression, ' +
    'impacto de eliminar, what hangs on an actor, cascade info of an actor, what would be lost with an actor, was hängt am Akteur, ' +
    'que dépend de cet acteur, qué depende del actor',
  route: 'GET /actors/{id}/cascade-info/',
  path: { id: actorId },
});

export const getActorForEdit = read({
  id: 'actors_object_retrieve',
  name: 'ciso_get_actor_for_edit',
  title: 'Get actor for edit',
  description: 'Fails in the documented version for every actor; use ciso_get_actor.',
  words:
    'raw actor, editable actor form, actor object, editable object of an actor, actor record for editing, Akteur zum Bearbeiten, ' +
    'acteur sous forme modifiable, actor en forma editable',
  route: 'GET /actors/{id}/object/',
  path: { id: actorId },
});
