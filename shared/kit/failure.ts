import { z } from 'zod'

/** What a person can do about a failure right where it is shown. */
export const retryActionSchema = z.enum([
  'try-again',
  'check-agent-again',
  'open-settings',
  'choose-folder',
  'resume-session',
  'free-disk-space',
  'none',
])
export type RetryAction = z.infer<typeof retryActionSchema>

/** An expected failure as it crosses a wire: a stable code, a sentence for the person, what can be done. */
export const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  retry: retryActionSchema.default('none'),
  /** Set for unexpected failures: the id under which the log holds the details. */
  incidentId: z.string().optional(),
})
export type Failure = z.infer<typeof failureSchema>

/** One row of a feature's error table: the sentence (what happened, what was kept, what to do) and the action. */
export interface FailureText {
  readonly message: string
  readonly retry: RetryAction
}

/** Builds a failure from a feature's table, filling `{name}` slots of its sentence. */
export function failure<C extends string>(
  table: Readonly<Record<C, FailureText>>,
  code: C,
  slots: Readonly<Record<string, string | number>> = {},
): Failure {
  const row = table[code]
  const message = row.message.replace(/\{(\w+)\}/g, (whole, name: string) =>
    name in slots ? String(slots[name]) : whole,
  )
  return { code, message, retry: row.retry }
}
