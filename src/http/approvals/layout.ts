import { html, pageText, styleElement, type Content, type Markup } from './html.ts';
import { BASE } from './parts.ts';
import { STYLE } from './style.ts';

/** Who reads a page: the name to show, and the token that the forms carry. */
export interface Visitor {
  readonly approver: string;
  readonly token: string;
}

/** A whole page. Without a visitor its head offers nothing. */
export function layout(title: string, visitor: Visitor | undefined, content: Content): string {
  return pageText(
    html`<html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – Steward approvals</title>
        ${styleElement(STYLE)}
      </head>
      <body>
        <header>
          <p><strong>Steward</strong> approvals</p>
          ${visitor && signedIn(visitor)}
        </header>
        <main>${content}</main>
      </body>
    </html> `,
  );
}

/** The hidden field of every form. */
export function tokenField({ token }: Visitor): Markup {
  return html`<input type="hidden" name="token" value="${token}" />`;
}

/** A page that only says something, such as why a request was refused. */
export function notice(title: string, visitor: Visitor | undefined, text: Content): string {
  return layout(
    title,
    visitor,
    html`<h1>${title}</h1>
      <div class="card note no" role="alert"><p class="text">${text}</p></div>
      ${visitor && back}`,
  );
}

const back = html`<p><a href="${BASE}">All requests</a></p>`;

function signedIn(visitor: Visitor): Markup {
  return html`<nav aria-label="Approvals"><a href="${BASE}">All requests</a></nav>
    <div class="who">
      <span>Signed in as <strong>${visitor.approver}</strong></span>
      <form method="post" action="${BASE}/sign-out">${tokenField(visitor)}<button class="quiet">Sign out</button></form>
    </div>`;
}
