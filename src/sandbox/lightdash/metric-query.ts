import { isRecord, records, text, type Members } from './body.ts';

/** A query on an explore, with field ids for columns. */
export interface MetricQuery {
  readonly exploreName: string;
  readonly dimensions: readonly string[];
  readonly metrics: readonly string[];
  readonly filters: Readonly<Record<string, unknown>>;
  readonly sorts: readonly { readonly fieldId: string; readonly descending: boolean }[];
  readonly limit: number;
  readonly tableCalculations: readonly unknown[];
}

/** What the body of a query must have. */
export const QUERY: Members = {
  exploreName: 'string',
  dimensions: 'array',
  metrics: 'array',
  filters: 'object',
  sorts: 'array',
  limit: 'number',
  tableCalculations: 'array',
};

/** Reads a query from a body; what is missing or odd becomes empty. */
export function readQuery(body: Readonly<Record<string, unknown>>): MetricQuery {
  return {
    exploreName: text(body, 'exploreName'),
    dimensions: textsOf(body['dimensions']),
    metrics: textsOf(body['metrics']),
    filters: isRecord(body['filters']) ? body['filters'] : {},
    sorts: records(body, 'sorts').map((sort) => ({ fieldId: String(sort['fieldId']), descending: sort['descending'] === true })),
    limit: Number(body['limit'] ?? 500),
    tableCalculations: Array.isArray(body['tableCalculations']) ? body['tableCalculations'] : [],
  };
}

/** The texts of an array; nothing of another value. */
export function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
