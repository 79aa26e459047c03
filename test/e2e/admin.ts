import { expect } from 'vitest';
import { isObject, type JsonObject } from '../../src/operation/index.ts';
import type { Connected } from './clients.ts';

/** An agent at work for an administrator, through a client: knows names, looks ids up, confirms what it was shown. */
export interface Admin {
  /** One call that must succeed: its answer. */
  readonly does: (tool: string, args?: JsonObject) => Promise<JsonObject>;
  /** The items of a list. */
  readonly lists: (tool: string, args?: JsonObject) => Promise<readonly JsonObject[]>;
  /** The item of a list that has this name, or e-mail address. */
  readonly finds: (tool: string, name: string, args?: JsonObject) => Promise<JsonObject>;
  /** The preview of a call that waits for a yes. */
  readonly isShown: (tool: string, args: JsonObject) => Promise<string>;
  /** A call with the yes in it. */
  readonly confirms: (tool: string, args: JsonObject) => Promise<JsonObject>;
  /** The text of a call that must fail. */
  readonly isTold: (tool: string, args?: JsonObject) => Promise<string>;
}

/** Works through a client of a server in flag mode. */
export function adminWith(client: Connected): Admin {
  const does: Admin['does'] = async (tool, args = {}) => {
    const told = await client.call(tool, args);
    expect(told, told.text).toMatchObject({ isError: false, structured: expect.any(Object) });
    expect(told.structured?.['status'], told.text).not.toBe('confirmation_required');
    return told.structured ?? {};
  };
  const lists: Admin['lists'] = async (tool, args) => {
    const { items } = await does(tool, args);
    return Array.isArray(items) ? items.filter(isObject) : [];
  };
  return {
    does,
    lists,
    finds: async (tool, name, args) => {
      const found = (await lists(tool, args)).filter((item) => item['name'] === name || item['email'] === name);
      expect(found, `${name} in ${tool}`).toHaveLength(1);
      return found[0] ?? {};
    },
    isShown: async (tool, args) => {
      const told = await client.call(tool, args);
      expect(told.structured, told.text).toMatchObject({ status: 'confirmation_required', tool });
      expect(told.text).toContain('Nothing was done yet');
      return told.text;
    },
    confirms: (tool, args) => does(tool, { ...args, confirm: true }),
    isTold: async (tool, args) => {
      const told = await client.call(tool, args);
      expect(told, told.text).toMatchObject({ isError: true, structured: undefined });
      return told.text;
    },
  };
}
