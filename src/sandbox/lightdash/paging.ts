/** One page of rows. Pages count from 1, and only when both numbers are given; else everything comes, without `pagination`. */
export function paged<T>(
  rows: readonly T[],
  page: unknown,
  pageSize: unknown,
): { readonly pagination?: object; readonly data: readonly T[] } {
  if (typeof page !== 'number' || typeof pageSize !== 'number' || page < 1 || pageSize < 1) return { data: rows };
  const data = rows.slice((page - 1) * pageSize, page * pageSize);
  return { pagination: { page, pageSize, totalPageCount: Math.ceil(rows.length / pageSize), totalResults: rows.length }, data };
}
