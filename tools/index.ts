import type { System } from '../src/operation/index.ts';
import { lightdash } from './lightdash/index.ts';

/** Every system that the server offers, in listing order. */
export const systems: readonly System[] = [lightdash];
