/** The URL to which documented paths are joined: a bare host gets the vendor's usual root, a URL with a path is taken as it is. */
export function withRoot(url: string, root: string): string {
  return new URL(url).pathname === '/' ? `${new URL(url).origin}${root}` : url;
}
