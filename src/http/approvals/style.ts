import { createHash } from 'node:crypto';

/** The look of all pages; inside the page, so that nothing else is fetched. Colours keep a contrast of 4.5 and more in both schemes. */
export const STYLE = `
:root { color-scheme: light dark; --page: #f6f6f4; --card: #fff; --line: #d3d4d0; --edge: #767a80; --text: #1d1f23; --soft: #54585f;
  --accent: #1c4f8f; --on-accent: #fff; --wait: #7a4b00; --wait-bg: #fff3d9; --good: #14603a; --good-bg: #e3f4ea; --bad: #9b1c1c; --bad-bg: #fdeaea; }
@media (prefers-color-scheme: dark) { :root { --page: #16181b; --card: #1f2226; --line: #3a3e44; --edge: #8b9199; --text: #e8e9eb; --soft: #a9aeb6;
  --accent: #9cc4f5; --on-accent: #10233b; --wait: #f3cd87; --wait-bg: #3a2d12; --good: #97dbb4; --good-bg: #16331f; --bad: #f5aaa8; --bad-bg: #421d1d; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main { max-width: 44rem; margin: 0 auto; padding: 0 1rem; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem 1.25rem; padding-block: .75rem; }
header p { margin: 0; }
header .who { margin-inline-start: auto; color: var(--soft); display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; }
main { padding-bottom: 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 .5rem; }
h2 { font-size: 1.05rem; margin: 0 0 .35rem; }
p + h2 { margin-top: 1.25rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
section, .card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.15rem; margin: 1rem 0; }
section.plain { background: none; border: 0; padding: 0; margin-top: 2rem; }
section > :last-child, .card > :last-child { margin-bottom: 0; }
p, ul, dl { margin: 0 0 .75rem; }
.soft { color: var(--soft); }
.text { white-space: pre-wrap; }
.lead { font-size: 1.15rem; }
.tag { display: inline-block; border-radius: 1rem; padding: .1rem .7rem; font-size: .9rem; font-weight: 600; color: var(--soft); border: 1px solid var(--line); }
.tag.waiting { color: var(--wait); background: var(--wait-bg); border-color: transparent; }
.tag.yes { color: var(--good); background: var(--good-bg); border-color: transparent; }
.tag.no { color: var(--bad); background: var(--bad-bg); border-color: transparent; }
.note { border-inline-start: 5px solid var(--edge); }
.note.waiting { border-inline-start-color: var(--wait); } .note.yes { border-inline-start-color: var(--good); } .note.no { border-inline-start-color: var(--bad); }
dl { display: grid; grid-template-columns: minmax(7rem, max-content) minmax(0, 1fr); gap: .4rem 1.25rem; }
dt { color: var(--soft); max-width: 14rem; } dd { margin: 0; min-width: 0; }
code, pre, .value { font-family: ui-monospace, monospace; font-size: .93em; }
pre { margin: 0; white-space: pre-wrap; }
ul.requests { list-style: none; padding: 0; }
ul.requests p { margin-bottom: .3rem; }
.brief { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
.answers { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; align-items: stretch; margin: 1rem 0; }
.answers form { display: flex; flex-direction: column; margin: 0; }
.answers button { margin-top: auto; }
.fault { color: var(--bad); font-weight: 600; }
label { display: block; font-weight: 600; margin-bottom: .3rem; }
label .soft { font-weight: 400; }
input, textarea { width: 100%; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--edge); border-radius: 6px; padding: .6rem .7rem; margin-bottom: 1rem; }
input[aria-invalid] { border: 2px solid var(--bad); }
textarea { min-height: 4.5rem; resize: vertical; }
button { font: inherit; font-weight: 650; min-height: 3rem; width: 100%; border-radius: 8px; border: 2px solid var(--accent); padding: .5rem 1.25rem; cursor: pointer;
  background: var(--card); color: var(--accent); }
button.main { background: var(--accent); color: var(--on-accent); }
button.quiet { width: auto; min-height: 2.75rem; font-weight: 400; border: 0; padding: 0 .25rem; background: none; text-decoration: underline; text-underline-offset: .15em; }
header a { display: inline-flex; align-items: center; min-height: 2.75rem; }
@media (max-width: 36rem) {
  .answers { grid-template-columns: minmax(0, 1fr); }
  header .who { margin-inline-start: 0; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dd { margin-bottom: .6rem; }
}
`;

/** The Content-Security-Policy of all pages: no script, no picture, no frame, this one style, forms to here. */
export const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');
