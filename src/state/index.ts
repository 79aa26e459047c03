export type { Count } from './count.ts';
export { newKey } from './key.ts';
export type { StateKey } from './key.ts';
export { openState } from './open.ts';
export type { SharedPlace, State } from './open.ts';
export { sealerFor } from './seal.ts';
export { isId } from './store.ts';
export type { StateStore } from './store.ts';
