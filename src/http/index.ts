export { serveHttp } from './serve.ts';
export type { HttpAddress, HttpServer } from './serve.ts';
