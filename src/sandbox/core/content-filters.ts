import * as z from 'zod';
import { json } from './input.ts';

/** One row filter of Knowi, which has two APIs. Operators are free text: the vendor's samples use more spellings than its SDK. */
export const contentFilter = z.looseObject({
  fieldName: z.string().min(1),
  values: z.array(z.union([z.string(), z.number()])),
  operator: z.string().min(1),
});

/** One row filter. */
export type ContentFilter = z.infer<typeof contentFilter>;

/** A list of row filters, as JSON bodies carry it. */
export const contentFilters = z.array(contentFilter);

/** A list of row filters as JSON text, as form fields carry it. */
export const contentFiltersText = z.string().transform(json).pipe(contentFilters);
