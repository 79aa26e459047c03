export { catalogOf, listedCatalog } from './catalog.ts';
export type { Catalog, Entry, WholeEntry } from './catalog.ts';
export { harmlessRead, unknownNames, visibleUnder } from './policy.ts';
export type { Policy, Visible } from './policy.ts';
export { rowOf } from './row.ts';
export type { Row } from './row.ts';
export { unknownTool } from './unknown-tool.ts';
