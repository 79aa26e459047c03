import type { ServerContext } from '@modelcontextprotocol/server';
import type { Caller, Outcome } from '../call/index.ts';
import type { Entry } from '../catalog/index.ts';
import { inSpan, isTracing, type SpanStart } from '../trace/index.ts';

/** What a span tells of a call. */
export interface SpanFacts {
  /** Undefined where there is no tool of that name: the name itself may be anything. */
  readonly entry: Entry | undefined;
  readonly context: ServerContext;
  readonly surface: Caller['surface'];
  readonly protocol: string;
}

/** Runs a call as a span by OpenTelemetry's conventions for MCP: a child of what the client names in `_meta`, else of the HTTP request. */
export function callSpan(facts: () => SpanFacts, run: () => Promise<Outcome>): Promise<Outcome> {
  if (!isTracing()) return run();
  return inSpan(
    () => startOf(facts()),
    async (span) => {
      const outcome = await run();
      const code = 'error' in outcome ? outcome.error.code : undefined;
      span.note({ 'steward.outcome': code ?? outcome.kind });
      if (code !== undefined) span.failed(code === 'unknown_tool' ? '-32602' : 'tool_error');
      return outcome;
    },
  );
}

function startOf({ entry, context: { mcpReq }, surface, protocol }: SpanFacts): SpanStart {
  const tool = entry && {
    'gen_ai.tool.name': entry.operation.name,
    'steward.system': entry.system.id,
    'steward.effect': entry.operation.effect,
  };
  return {
    name: entry ? `tools/call ${entry.operation.name}` : 'tools/call',
    kind: 'server',
    attributes: {
      'mcp.method.name': 'tools/call',
      'gen_ai.operation.name': 'execute_tool',
      'network.transport': surface === 'http' ? 'tcp' : 'pipe',
      ...(protocol === '' ? {} : { 'mcp.protocol.version': protocol }),
      ...tool,
    },
    from: mcpReq._meta,
  };
}
