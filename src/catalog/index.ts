export { catalogOf } from './catalog.ts';
export type { Catalog, Entry } from './catalog.ts';
export { unknownNames, visibleUnder } from './policy.ts';
export type { Hidden, Policy, Visible } from './policy.ts';
export { rowOf } from './row.ts';
export type { Row } from './row.ts';
