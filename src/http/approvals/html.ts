// A symbol, which no JSON can hold: an object from a vendor can never pass for markup.
const MARKUP = Symbol('markup');

/** Text that is HTML already. Only `html` makes it. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What may stand in a template: text and numbers are escaped, markup and lists of it are put in as they are, undefined is nothing. */
export type Content = Markup | string | number | undefined | readonly Content[];

/** A piece of a page. Every text that is put in is escaped, for element content and for quoted attributes. */
export function html(texts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { [MARKUP]: String.raw({ raw: texts }, ...contents.map(rendered)) };
}

/** A style sheet of our own, unescaped: a policy with its hash wants it to the letter. Throws when it could leave its element. */
export function styleElement(css: string): Markup {
  if (css.includes('<')) throw new Error('a style sheet holds no <');
  return { [MARKUP]: `<style>${css}</style>` };
}

/** A finished page as the text to send. */
export function pageText(page: Markup): string {
  return `<!doctype html>\n${page[MARKUP]}`;
}

/**
 * Characters that show nothing but change what is read: controls, zero-width ones, direction marks, tags. Joiners stay:
 * some scripts and emoji need them.
 */
const UNSEEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu;

/** A text without the characters that show nothing. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

function rendered(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return escaped(content);
  return MARKUP in content ? content[MARKUP] : content.map(rendered).join('');
}

/** A person must see what is there: what shows nothing becomes its number, so that a name cannot be turned around or hidden. */
function escaped(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? '')
    .replace(UNSEEN, (char) => `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
