#!/usr/bin/env node
import { systems } from '../../tools/index.ts';
import { catalogOf, rowOf } from '../catalog/index.ts';

process.stdout.write(`${JSON.stringify(catalogOf(systems).entries.map(rowOf), null, 2)}\n`);
