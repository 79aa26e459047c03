import { setFlagsFromString } from 'node:v8';
import * as z from 'zod';

// Imported before everything else of the program: how the engine and the validator below it behave. Measured in docs/decisions/0021.

// V8 puts objects of which many lived long when the program was young straight among the old ones. What belongs to a call lives as long
// as the call, so everything it holds was kept, and copied, until the next full collection.
setFlagsFromString('--no-allocation-site-pretenuring');

// zod remembers what it is parsing, for values that contain themselves. JSON holds none, and the SDK parses each message several times.
z.config({ memoizer: { alloc: (_schema, _payload, empty) => empty, guard: () => undefined, attach: () => undefined } });

/** A parse of zod's that failed. Its error is made when somebody reads it. */
class Failed {
  readonly success = false;
  readonly #issues: readonly z.core.$ZodRawIssue[];
  readonly #context: z.core.ParseContextInternal;
  #error: z.ZodError | undefined;

  constructor(issues: readonly z.core.$ZodRawIssue[], context: z.core.ParseContextInternal) {
    this.#issues = issues;
    this.#context = context;
  }

  get error(): z.ZodError {
    const finished = () => this.#issues.map((issue) => z.core.util.finalizeIssue(issue, this.#context, z.config()));
    return (this.#error ??= new z.ZodRealError(finished()));
  }
}

// zod gives each failure a getter of its own. V8 puts the functions of such a pair among the old objects, where they keep the whole
// message until everything is collected; and the SDK finds out by failures what a message is not, two or three for each.
Object.defineProperty(Object.getPrototypeOf(z.object({})), 'safeParse', {
  value(this: z.ZodObject, value: unknown, given?: z.core.ParseContext<z.core.$ZodIssue>) {
    const context = { ...given, async: false };
    const result = this._zod.run({ value, issues: [] }, context);
    if (result instanceof Promise) throw new z.core.$ZodAsyncError();
    return result.issues.length === 0 ? { success: true, data: result.value } : new Failed(result.issues, context);
  },
});
