import type { JSONRPCMessage } from '@modelcontextprotocol/server';
import { isObject, member } from '../operation/index.ts';

const lists = new WeakMap<object, Buffer>();
const END = Buffer.from('}}');

/** A message as JSON. A list of tools, which is large and the same array each time, is turned into text once. */
export function jsonOf(message: JSONRPCMessage): string | Buffer {
  const result = member(message, 'result');
  if (!isObject(result) || !Array.isArray(result['tools'])) return JSON.stringify(message);
  const { tools, ...rest } = result;
  const { result: _, ...envelope } = { ...message, result };
  // The result comes last, so that the list can be put in before the two braces that close it and the message.
  const beginning = JSON.stringify({ ...envelope, result: rest }).slice(0, -END.length);
  return Buffer.concat([Buffer.from(`${beginning}${Object.keys(rest).length === 0 ? '' : ','}"tools":`), listOf(tools), END]);
}

function listOf(tools: object): Buffer {
  const known = lists.get(tools) ?? Buffer.from(JSON.stringify(tools));
  lists.set(tools, known);
  return known;
}
