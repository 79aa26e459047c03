export { instructions } from './instructions.ts';
export { mcpFactory } from './server.ts';
export type { McpParts } from './server.ts';
export { serveOverStdio } from './stdio.ts';
export { toolList } from './tool-list.ts';
