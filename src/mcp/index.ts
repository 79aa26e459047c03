export { instructions } from './instructions.ts';
export { mcpFactory, MODERN } from './server.ts';
export type { DirectRequest, McpParts, ServerFactory } from './server.ts';
export { serveOverStdio } from './stdio.ts';
export { surfaceTools } from './surface/tools.ts';
export { toldText } from './tool-cost.ts';
export { toolList } from './tool-list.ts';
