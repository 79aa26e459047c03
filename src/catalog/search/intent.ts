import { asks, type Effect, type Plain } from '../../operation/index.ts';
import { effectsOf, type Terms } from './terms.ts';

/** How likely each effect is what a request wants, the likeliest 1; empty when it does not say. */
export type Intent = ReadonlyMap<Effect, number>;

/** Later verbs of a request explain more often than they ask. */
const FADING = 0.6;
const SECOND_EFFECT = 0.6;

/** What a request wants done, from its verbs in their order; asking what would happen is reading, whatever the verb. */
export function intentOf({ things, actions }: Terms): Intent {
  const weights = new Map<Effect, number>();
  const add = (effect: Effect, weight: number) => weights.set(effect, (weights.get(effect) ?? 0) + weight);
  if (things.some(({ concept }) => concept === '#impact' || concept === '#preview')) add('read', 1);
  let weight = 1;
  let [from, to] = [0, 0];
  for (const { concept, start, end } of actions) {
    effectsOf(concept).forEach((effect, at) => add(effect, weight * SECOND_EFFECT ** at));
    const overlaps = start < to && end > from;
    if (!overlaps) weight *= FADING;
    [from, to] = overlaps ? [Math.min(from, start), Math.max(to, end)] : [start, end];
  }
  const most = Math.max(...weights.values());
  return new Map([...weights].map(([effect, sum]) => [effect, sum / most]));
}

const ALSO: Readonly<Record<string, readonly Effect[]>> = {
  add: ['create', 'update'],
  grant: ['create', 'update'],
  run: ['run', 'read'],
  calculate: ['run', 'read'],
  compile: ['read'],
  rotate: ['update', 'create'],
  remove: ['delete'],
  revoke: ['delete'],
  register: ['create'],
  send: ['run'],
  rollback: ['run', 'update'],
  generate: ['create', 'update'],
};

/** The effects that an operation can have for the person who asks, its stated effect first. */
export function actsOf({ effect, destroys, name }: Plain, prefix: string): readonly Effect[] {
  const [verb = ''] = name.slice(prefix.length).split('_');
  return [effect, ...(ALSO[verb] ?? []), ...(destroys ? (['delete'] as const) : [])];
}

/** How well an operation's effect fits an intent: 1 neither way, more when it does, less when it does something else. */
export function fitOf(operation: Plain, prefix: string, intent: Intent): number {
  if (intent.size === 0) return 1;
  const [effect, ...others] = actsOf(operation, prefix);
  const best = Math.max(effect ? (intent.get(effect) ?? 0) : 0, ...others.map((one) => (intent.get(one) ?? 0) * 0.9));
  const sharp = asks(operation) === 'always' ? 0.1 : 0;
  return LEAST - sharp + (GAIN + sharp) * best;
}

const LEAST = 0.65;
const GAIN = 0.5;
