/** Stands where a secret was. An argument that carries it is refused, so that a masked value is never written back. */
export const HIDDEN = '[hidden by steward]';
