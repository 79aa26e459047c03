import { isObject, type Operation } from '../operation/index.ts';

/** The items of a list answer: an array, Lightdash's `{data, pagination}`, or what a declared list wraps in an object: its only array. */
export function itemsOf({ brief, single }: Operation, data: unknown): readonly unknown[] | undefined {
  if (Array.isArray(data)) return data;
  if (!isObject(data)) return undefined;
  const arrays = Object.values(data).filter((value) => Array.isArray(value));
  const wrapped = (brief.length > 0 && !single) || Object.keys(data).every((name) => name === 'data' || name === 'pagination');
  return wrapped && arrays.length === 1 ? arrays[0] : undefined;
}
