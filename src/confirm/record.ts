import * as z from 'zod';

/** One request for a person's yes, as it is kept in the state store. Holds no secret: arguments are shown masked. */
export const confirmationSchema = z.object({
  id: z.string(),
  tool: z.string(),
  title: z.string(),
  system: z.string(),
  because: z.string(),
  says: z.string(),
  undo: z.string(),
  args: z.record(z.string(), z.unknown()),
  /** What the person must type instead of ticking a box, for the worst class. */
  typed: z.string().optional(),
  principal: z.string(),
  client: z.string().optional(),
  /** Keyed digest of principal, tool and all arguments, secrets included. */
  binding: z.string(),
  /** Milliseconds since 1970. */
  asked: z.number(),
  expires: z.number(),
  status: z.enum(['pending', 'approved', 'denied']),
  /** Somebody or something answered no in the MCP client; a person may still approve otherwise. */
  declined: z.boolean().optional(),
  decided: z.number().optional(),
  approver: z.string().optional(),
  channel: z.enum(['page', 'terminal']).optional(),
  reason: z.string().optional(),
  /** It ran, or was used up by a call that then failed. */
  used: z.boolean().optional(),
});

/** See the schema. */
export type Confirmation = z.output<typeof confirmationSchema>;

/** How long a yes may take and stays good, in seconds. */
export const CONFIRMATION_TTL = 10 * 60;

/** How long a decided record is kept for the history, in seconds. */
export const HISTORY_TTL = 24 * 60 * 60;
