import { setFlagsFromString } from 'node:v8';
import * as z from 'zod';

// Imported before everything else of the program: how the engine and the validator below it behave. Measured in docs/decisions/0021.

// V8 puts objects of which many lived long when the program was young straight among the old ones. What belongs to a call lives as long
// as the call, so everything it holds was kept, and copied, until the next full collection.
setFlagsFromString('--no-allocation-site-pretenuring');

// zod remembers what it is parsing, for values that contain themselves. JSON holds none, and the SDK parses each message several times.
z.config({ memoizer: { alloc: (_schema, _payload, empty) => empty, guard: () => undefined, attach: () => undefined } });
