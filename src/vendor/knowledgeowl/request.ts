import { isObject, StewardError, type Arguments, type Operation } from '../../operation/index.ts';
import { buildRequest, type VendorRequest } from '../request.ts';

/** The request of an operation: as declared, except that the list carries its filters in one of two places. */
export function requestOf(operation: Operation, args: Arguments): VendorRequest {
  if (operation.id === 'listReaders') return listRequest(args);
  return buildRequest(operation, args);
}

/** Plain text filters go into the query; as soon as one needs `$in` or a type, all go into a JSON body, which a GET may have here. */
function listRequest({ status, username, projects, reader_roles, filter, page, limit }: Arguments): VendorRequest {
  const own = Object.entries({ status, username, projects, reader_roles }).filter(([, value]) => value !== undefined);
  const filters = [...Object.entries(isObject(filter) ? filter : {}), ...own];
  const paging = Object.entries({ page, limit }).filter(([, value]) => value !== undefined);
  const request = { method: 'GET', path: '/reader.json' } as const;
  if (filters.every(([, value]) => typeof value === 'string')) {
    const query = [...filters, ...paging]
      .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
      .join('&');
    return { ...request, query, headers: {}, body: undefined };
  }
  const wire = filters.map(([name, value]) => [name, Array.isArray(value) ? { $in: value } : value]);
  const body = JSON.stringify(Object.fromEntries([...wire, ...paging]));
  return { ...request, query: '', headers: { 'content-type': 'application/json' }, body };
}

/** A temporary password and the order to use it come together or not at all. */
export function checkArguments(operation: Operation, args: Arguments): void {
  if (operation.id !== 'createReader') return;
  const chosen = args['temp-pass'] !== undefined;
  if (args['pw-type'] === 'temp' && !chosen) {
    throw new StewardError('invalid_arguments', 'temp-pass: is needed with pw-type temp.', { field: 'temp-pass' });
  }
  if (args['pw-type'] !== 'temp' && chosen) {
    throw new StewardError('invalid_arguments', 'temp-pass: is used only with pw-type temp.', { field: 'pw-type' });
  }
}
