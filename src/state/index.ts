export { keyFromText, keyIn, newKey } from './key.ts';
export type { StateKey } from './key.ts';
export { fileStore } from './files.ts';
export { memoryStore } from './memory.ts';
export { sealerFor } from './seal.ts';
export type { Sealer } from './seal.ts';
export type { StateStore } from './store.ts';
