import type { Handler } from '../core/emulation.ts';
import { personOf } from './content-access.ts';
import type { Tag } from './content-model.ts';
import { guarded, needProjectRole, projectOf, type Call } from './guards.ts';
import { created, notFound, ok, unexpected } from './reply.ts';
import type { LightdashState } from './state.ts';

/** Tags of a project: the categories of its catalogue. */
export function tagRoutes(state: LightdashState): Record<string, Handler> {
  const path = '/api/v1/projects/{projectUuid}/tags';
  return {
    [`GET ${path}`]: guarded(state, {}, (call) => {
      const { projectUuid } = projectOf(call);
      const tags = state.content.tags.where((tag) => tag.projectUuid === projectUuid);
      return ok(tags.map(({ createdByUuid, ...tag }) => ({ ...tag, createdBy: personOf(state.access, createdByUuid) })));
    }),
    [`POST ${path}`]: guarded(state, { body: { name: 'string', color: 'string' } }, (call) => {
      const { projectUuid } = projectOf(call, 'editor');
      const name = String(call.body['name']);
      // A duplicate is a failure of the database, not a conflict.
      if (state.content.tags.find((tag) => tag.projectUuid === projectUuid && tag.name === name)) throw unexpected();
      const tagUuid = state.access.nextId('tag');
      const createdAt = new Date().toISOString();
      state.content.tags.insert({
        tagUuid,
        projectUuid,
        name,
        color: String(call.body['color']),
        createdAt,
        createdByUuid: call.caller.userUuid,
      });
      return created({ tagUuid });
    }),
    [`PATCH ${path}/{tagUuid}`]: guarded(state, { body: { name: 'string?', color: 'string?' } }, (call) => {
      const tag = tagOf(call);
      const { name = tag.name, color = tag.color } = call.body;
      if (state.content.tags.find((one) => one.projectUuid === tag.projectUuid && one.name === name && one.tagUuid !== tag.tagUuid))
        throw unexpected();
      state.content.tags.patch(tag.tagUuid, { name: String(name), color: String(color) });
      return ok();
    }),
    // The tag goes from everything that carries it.
    [`DELETE ${path}/{tagUuid}`]: guarded(state, {}, (call) => {
      const { tagUuid } = tagOf(call);
      state.content.categories.removeWhere((row) => row.tagUuid === tagUuid);
      state.content.tags.remove(tagUuid);
      return ok();
    }),
  };
}

/** The tag named in the path, whatever the project there is; throws 404 for an unknown one. */
function tagOf(call: Call): Tag {
  const tag = call.state.content.tags.get(call.uuid('tagUuid'));
  if (!tag) throw notFound('Tag not found');
  needProjectRole(call, tag.projectUuid, 'editor');
  return tag;
}
