export { BODY_LIMIT } from './body-limit.ts';
export { instructions } from './instructions.ts';
export { MODERN, openServers } from './server.ts';
export type { McpParts, Servers } from './server.ts';
export { serveOverStdio } from './stdio.ts';
export { classOf, DISPATCHERS } from './surface/classes.ts';
export { surfaceTools } from './surface/tools.ts';
export { toldText } from './tool-cost.ts';
export { toolList } from './tool-list.ts';
