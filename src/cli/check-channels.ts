import type { Steward } from '../app.ts';

/** Who confirms what removes, grants or publishes, for each kind of client. */
export interface Channels {
  /** A client that shows forms (MCP elicitation), over stdio or HTTP. */
  readonly form: string;
  /** Any other client over stdio. */
  readonly stdio: string;
  /** Any other client over HTTP. */
  readonly http: string;
  /** `steward-mcp call` on this machine. */
  readonly script: string;
}

const FLAG = 'confirm: true suffices, no person is asked; the audit says unattended';
const NOBODY = 'nobody can be asked: refused';
const TERMINAL = 'in a terminal with steward-mcp approve';

/** The channels under the settings of a Steward. */
export function channelsOf({ settings, state }: Steward): Channels {
  if (settings.STEWARD_CONFIRM === 'flag') return { form: FLAG, stdio: FLAG, http: FLAG, script: FLAG };
  const terminal = state.shared ? [TERMINAL] : [];
  const page = settings.STEWARD_BROWSER === 'none' ? [] : ['the approvals page, opened in the browser'];
  const second = settings.STEWARD_APPROVALS === 'two' ? '; over HTTP the worst removals on the page, by a second person' : '';
  return {
    form: `a form in the client${second}`,
    stdio: [...page, ...terminal].join(', or ') || NOBODY,
    http: ['the approvals page of the server, /approvals', ...terminal].join(', or '),
    script: `${terminal[0] ?? NOBODY}; what a STEWARD_GRANT covers runs without asking`,
  };
}
