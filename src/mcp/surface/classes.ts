import { asks, type Operation } from '../../operation/index.ts';

/** What the dispatchers run; a host's rule about one of them is a rule about the whole class. */
export const CLASSES = ['read', 'write', 'destroy'] as const;

/** One of them. */
export type Class = (typeof CLASSES)[number];

/** The dispatcher of each class. */
export const DISPATCHERS = { read: 'steward_read', write: 'steward_write', destroy: 'steward_destroy' } as const satisfies Record<
  Class,
  string
>;

/** The class of an operation. Whatever may ask a person is never in the other two, so that allowing those allows nothing that matters. */
export function classOf(operation: Operation): Class {
  if (operation.effect === 'delete' || asks(operation) !== 'never') return 'destroy';
  return operation.effect === 'read' ? 'read' : 'write';
}
