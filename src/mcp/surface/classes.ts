import { levelOf, LEVELS, type Level } from '../../access/index.ts';

/** What the dispatchers run: what the scopes divide, too. A host's rule about one of them is a rule about the whole class. */
export const CLASSES = LEVELS;

/** One of them. */
export type Class = Level;

/** The dispatcher of each class. */
export const DISPATCHERS = { read: 'steward_read', write: 'steward_write', destroy: 'steward_destroy' } as const satisfies Record<
  Class,
  string
>;

/** The class of an operation. Whatever may ask a person is never in the other two, so that allowing those allows nothing that matters. */
export const classOf = levelOf;
