import { userInfo } from 'node:os';
import type { PageOffer, Steward } from '../app.ts';
import { handlesFor } from '../call/index.ts';
import type { ApprovalsParts, Reveal } from '../http/approvals/index.ts';
import { openInBrowser } from './browser.ts';

/** How somebody without a session gets one, as the page tells it. */
const HOW =
  'The server opens this page in the browser of the person it works for, or prints on its terminal a link that signs in once, as steward-mcp approvals --link does. In a terminal, steward-mcp approve answers a request without this page.';

/** What the approvals page of an opened Steward is made of. */
export function approvalsParts(steward: Steward): ApprovalsParts {
  const { confirmations, state, log, settings } = steward;
  const mayDecide: ApprovalsParts['mayDecide'] = ({ principal, typed }, approver) =>
    settings.STEWARD_APPROVALS === 'two' && typed !== undefined && approver === principal
      ? 'Requests of this kind need a second person: whoever asked cannot approve them.'
      : undefined;
  return { confirmations, store: state.store, key: state.key, log, howToSignIn: HOW, mayDecide, reveal: revealFor(steward) };
}

/** Opens handles for whoever they were given to: without authentication everybody is the same caller. */
function revealFor({ state, settings }: Steward): Reveal {
  const handles = handlesFor(state.key);
  return (handle, approver) => {
    const found = handles.open(handle, { principal: settings.STEWARD_AUTH === 'none' ? 'local' : approver, system: undefined });
    if ('refused' in found) return found;
    const { value, tool, path, expires } = found.opened;
    return {
      value: typeof value === 'string' ? value : JSON.stringify(value, null, 2),
      about: `${path} of ${tool}. The handle ends at ${new Date(expires).toISOString()}.`,
    };
  };
}

/** The page of the stdio server: its own address, opened in the browser of the person when the client cannot show a form. */
export function pageOverStdio(steward: Steward): { readonly offer: PageOffer; readonly close: () => Promise<void> } {
  let page: Promise<Awaited<ReturnType<typeof load>>> | undefined;
  const load = async () => {
    // Loaded with the first question: most sessions never need a web server.
    const { openApprovals } = await import('../http/approvals/index.ts');
    return openApprovals({ ...approvalsParts(steward), approver: userInfo().username });
  };
  const shown = new Set<string>();
  const offer: PageOffer = async ({ id }) => {
    const approvals = await (page ??= load());
    if (!shown.has(id)) {
      // The link signs in: it goes to the browser and never to the model.
      if (!(await openInBrowser(await approvals.link(id), steward.settings.STEWARD_BROWSER))) return undefined;
      shown.add(id);
    }
    return `on the approvals page that opened in the browser (${approvals.address()})`;
  };
  return { offer, close: async () => (await page)?.close() };
}
