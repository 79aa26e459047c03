import { createServer } from 'node:http';
import { member } from '../src/operation/json.ts';

// The vendor: answers every request at once with the same list of groups, in Lightdash's envelope.

const size = Number(process.env['BENCH_ITEMS'] ?? 10);
const id = (kind: number, at: number) => `${String(kind).repeat(8)}-0000-4000-8000-${String(at).padStart(12, '0')}`;
const data = Array.from({ length: size }, (_, at) => ({
  uuid: id(1, at),
  name: `Group ${at + 1}`,
  createdAt: '2026-01-05T09:30:00.000Z',
  updatedAt: '2026-03-11T16:05:00.000Z',
  createdByUserUuid: id(2, 1),
  updatedByUserUuid: null,
  organizationUuid: id(3, 1),
  members: [],
  memberUuids: [],
}));
const pagination = { page: 1, pageSize: size, totalPageCount: 1, totalResults: size };
const answer = Buffer.from(JSON.stringify({ status: 'ok', results: { pagination, data } }));
const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length };

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, headers).end(answer);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stderr.write(`upstream http://127.0.0.1:${String(member(server.address(), 'port'))}\n`));
