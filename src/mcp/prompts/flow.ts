/** One step of a flow: tools in the order of their use, and what to do with them. Left out where none of them is visible. */
export interface Step {
  readonly tools: readonly string[];
  readonly say: string;
}

/** A task that takes several operations, as a prompt that a person picks. */
export interface Flow {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  /** What is wanted; `{name}` stands for an argument. */
  readonly goal: string;
  readonly steps: readonly Step[];
  /** What to show the person, and when. */
  readonly show: string;
}

/** A step. */
export function step(tools: string, say: string): Step {
  return { tools: tools.split(' '), say };
}

/** An argument that must be given. */
export function needed(name: string, description: string): Flow['arguments'][number] {
  return { name, description, required: true };
}

/** An argument that may be left out. */
export function optional(name: string, description: string): Flow['arguments'][number] {
  return { name, description, required: false };
}
