export { catalogOf } from './catalog.ts';
export type { Catalog, Entry } from './catalog.ts';
export { rowOf } from './row.ts';
export type { Row } from './row.ts';
