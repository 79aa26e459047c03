import { cascadeOfActor, preview } from './cascade.ts';
import { canonical, isUuid } from './fields.ts';
import type { Acts, Call } from './guard.ts';
import { listed } from './lists.ts';
import { nameOf, type State, type Team, type User } from './model.ts';
import { answer, failure, refusal } from './reply.ts';
import { sees } from './rights.ts';
import { actorId } from './seed.ts';

/** Somebody to whom work can be assigned: a user or a team. */
interface Actor {
  readonly id: string;
  readonly type: 'user' | 'team';
  readonly str: string;
  readonly owner: User | Team;
}

/** The actors, which come and go with their users and teams. Those of third parties are never shown. */
export function actorActs(state: State): Acts {
  const visible = ({ caller }: Call): readonly Actor[] => [
    ...state.users
      .where((user) => !user.is_third_party && sees(state, caller, 'view_user', user))
      .map((owner) => ({ id: actorId(owner.id), type: 'user' as const, str: nameOf(owner), owner })),
    ...state.teams
      .where((team) => sees(state, caller, 'view_team', team))
      .map((owner) => ({ id: actorId(owner.id), type: 'team' as const, str: owner.name, owner })),
  ];
  const found = (call: Call): Actor => {
    const { id = '' } = call.ask.params;
    if (!isUuid(id)) throw refusal(404, 'Not found.');
    const actor = visible(call).find((one) => one.id === canonical(id));
    if (!actor) throw refusal(404, 'No Actor matches the given query.');
    return actor;
  };

  return {
    'GET /api/actors/': (call) =>
      listed(call.ask, visible(call), {
        path: '/api/actors/',
        ordered: {
          type_rank: ({ type }) => (type === 'user' ? 1 : 2),
          display_name: ({ str }) => str.toLowerCase(),
          id: ({ id }) => id,
          created_at: ({ owner }) => owner.created_at,
          updated_at: ({ owner }) => owner.updated_at,
        },
        order: 'type_rank,display_name',
        shown,
      }),
    'GET /api/actors/{id}/': (call) => answer(shown(found(call))),
    'GET /api/actors/{id}/cascade-info/': (call) => answer(preview(cascadeOfActor(found(call).owner))),
    // There is no form in which actors are written, so the server always fails here, before it looks for the actor.
    'GET /api/actors/{id}/object/': () => failure(),
  };
}

function shown({ id, type, str, owner }: Actor) {
  return { id, str, type, specific: { str, id: owner.id } };
}
