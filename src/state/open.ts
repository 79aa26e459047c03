import { keyFromText, keyIn, newKey, type StateKey } from './key.ts';
import { fileStore } from './files.ts';
import { memoryStore } from './memory.ts';
import type { StateStore } from './store.ts';

/** A store and the key of everything that is sealed beside it. */
export interface State {
  readonly store: StateStore;
  readonly key: StateKey;
  /** Another process of the same account sees it: a terminal can approve. */
  readonly shared: boolean;
}

/** State in a folder, or in memory where there is none. `keyText` takes the place of the key in the folder. */
export function openState(folder: string | undefined, keyText: string | undefined): State {
  if (folder === undefined) return { store: memoryStore(), key: keyText === undefined ? newKey() : keyFromText(keyText), shared: false };
  return { store: fileStore(folder), key: keyText === undefined ? keyIn(folder) : keyFromText(keyText), shared: true };
}
