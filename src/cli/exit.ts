/** What an exit code means; scripts rely on them. */
export const EXIT = { done: 0, error: 1, usage: 2, confirm: 3 } as const;
