import { writeFileSync } from 'node:fs';
import { systems } from '../../tools/index.ts';
import { LISTED } from '../open-catalog.ts';
import { writeListed } from '../operation/index.ts';

// The last step of the build: what a listing needs, so that no server has to work it out when it starts.
writeFileSync(LISTED, writeListed(systems));
