import { z } from 'zod'

/** How the command stands for whoever opens a terminal. */
export const commandStandingSchema = z.object({
  /** Absolute path of the executable that a link leads to; null where this copy of the app has none that stays. */
  executable: z.string().nullable(),
  /** Absolute paths of the links that lead to it. */
  links: z.array(z.string()),
  /** Absolute folder in which a link is or would be made. */
  folder: z.string(),
  /** Whether a terminal looks into that folder, as far as the search path of this process tells. */
  isOnPath: z.boolean(),
  /** What the name starts now, by that search path; null where nothing. */
  found: z.string().nullable(),
  /** The line that puts the folder on the search path of the person's shell, and the file it belongs in. */
  pathLine: z.object({ line: z.string(), file: z.string() }),
})
export type CommandStanding = z.infer<typeof commandStandingSchema>
