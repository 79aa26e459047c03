import { html, type Markup } from './html.ts';
import { layout, tokenField, type Visitor } from './layout.ts';
import { BASE, type Reveal } from './parts.ts';

/** Where the form is sent. */
export const REVEAL = `${BASE}/reveal`;

/** A form in which a person pastes a handle that the assistant was given. */
export function revealForm(visitor: Visitor): Markup {
  return html`<section class="plain" aria-labelledby="reveal">
    <h2 id="reveal">Reveal a sealed secret</h2>
    <form class="card" method="post" action="${REVEAL}" aria-label="Reveal">
      ${tokenField(visitor)}
      <label for="handle">Handle <span class="soft">(begins with sealed_)</span></label>
      <input id="handle" name="handle" type="text" required autocomplete="off" autocapitalize="none" spellcheck="false" />
      <button>Reveal</button>
    </form>
  </section>`;
}

/** The secret, for the eyes of whoever is signed in; or why the handle does not open. */
export function revealedPage(visitor: Visitor, revealed: ReturnType<Reveal>): string {
  const title = 'refused' in revealed ? 'That handle does not open' : 'A sealed secret';
  const body =
    'refused' in revealed
      ? html`<div class="card note no" role="alert"><p class="text">It ${revealed.refused}.</p></div>`
      : html`<div class="card">
          <p class="soft">${revealed.about}</p>
          <p><output class="value">${revealed.value}</output></p>
          <p class="soft">Do not paste it into the conversation: the assistant works with the handle.</p>
        </div>`;
  return layout(
    title,
    visitor,
    html`<h1>${title}</h1>
      ${body}
      <p><a href="${BASE}">All requests</a></p>`,
  );
}
