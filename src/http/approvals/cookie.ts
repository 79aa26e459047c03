import { BASE } from './parts.ts';

/** The values of all cookies of a name: another server on the same host can add one of its own, which must not hide ours. */
export function cookiesNamed(header: string | undefined, name: string): readonly string[] {
  return (header ?? '').split(';').flatMap((pair) => {
    const [key, ...value] = pair.split('=');
    return key?.trim() === name ? [value.join('=').trim()] : [];
  });
}

/** A `Set-Cookie` header that only these pages get, and no script reads. `maxAge` in seconds; 0 removes it. The value must be base64url. */
export function setCookie(name: string, value: string, maxAge: number, secure: boolean): string {
  return `${name}=${value}; Path=${BASE}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
