import { isObject } from '../operation/index.ts';
import { LONG_TEXT, type KeptText } from './kept.ts';

/** How much of a long text stands in the answer itself. */
const BEGINNING = 300;

/** A value in which every long text is a pointer to where it is kept, and what was kept. */
export function linked(value: unknown, keep: (text: string) => KeptText): { readonly value: unknown; readonly links: readonly KeptText[] } {
  const links: KeptText[] = [];
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return node.length > LONG_TEXT ? pointer(node) : node;
    if (Array.isArray(node)) return node.map(walk);
    if (!isObject(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, walk(child)]));
  };
  const pointer = (text: string) => {
    const link = keep(text);
    links.push(link);
    return { resource: link.uri, characters: text.length, begins: text.slice(0, BEGINNING).toWellFormed() };
  };
  return { value: walk(value), links };
}
