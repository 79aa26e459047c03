import { connect, createServer } from 'node:net';
import { member } from '../../src/operation/json.ts';

// Hands each connection to the next of the ports that it is started with. It looks at no byte, so that it costs as little as can be.

const ports = process.argv.slice(2).map(Number);
let turn = 0;

const server = createServer({ noDelay: true }, (incoming) => {
  const outgoing = connect({ host: '127.0.0.1', port: ports[turn++ % ports.length] ?? 0, noDelay: true });
  incoming.pipe(outgoing).pipe(incoming);
  incoming.on('error', () => outgoing.destroy());
  outgoing.on('error', () => incoming.destroy());
});
server.listen(0, '127.0.0.1', () => process.stderr.write(`proxy http://127.0.0.1:${String(member(server.address(), 'port'))}/mcp\n`));
