import { z } from 'zod'

/** Names of the secrets this app keeps for the person. */
export const credentialNameSchema = z.enum(['anthropic-api-key'])
export type CredentialName = z.infer<typeof credentialNameSchema>

/** Whether a credential can be used, and where it lies; never the credential itself. */
export const credentialStatusSchema = z.object({
  name: credentialNameSchema,
  status: z.enum(['stored', 'missing', 'locked', 'unavailable']),
  /** `memory`: kept until this app ends, because no keychain can be used. */
  where: z.enum(['keychain', 'memory', 'nowhere']),
  /** Why the keychain cannot be used, one sentence; empty when it can. */
  detail: z.string(),
})
export type CredentialStatus = z.infer<typeof credentialStatusSchema>
