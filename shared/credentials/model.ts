import { z } from 'zod'

/** Names of the secrets this app keeps for the person. */
export const credentialNameSchema = z.enum(['anthropic-api-key'])
export type CredentialName = z.infer<typeof credentialNameSchema>

/** Where a credential lies: the system's keychain, the file sealed with a passphrase, or this process alone. */
export const credentialPlaceSchema = z.enum(['keychain', 'file', 'memory'])
export type CredentialPlace = z.infer<typeof credentialPlaceSchema>

/** Whether a credential can be used, and where it lies; never the credential itself. */
export const credentialStatusSchema = z.object({
  name: credentialNameSchema,
  status: z.enum(['stored', 'missing', 'locked', 'unavailable']),
  where: z.union([credentialPlaceSchema, z.literal('nowhere')]),
  /** Why it cannot be used, one sentence; empty when it can. */
  detail: z.string(),
  /** When it was stored and last read, in milliseconds; null when that is not known. */
  storedAt: z.number().nullable(),
  usedAt: z.number().nullable(),
})
export type CredentialStatus = z.infer<typeof credentialStatusSchema>

/** The places that can keep credentials, as they stand now. */
export const credentialStoresSchema = z.object({
  keychain: z.enum(['ready', 'locked', 'unavailable']),
  /** Why the keychain cannot be used, one sentence; empty when it can. */
  detail: z.string(),
  /** The sealed file; it exists by the person's choice only. */
  file: z.enum(['absent', 'closed', 'open', 'damaged']),
})
export type CredentialStores = z.infer<typeof credentialStoresSchema>

/** What the service said to a key. */
export const credentialTestSchema = z.object({
  outcome: z.enum(['works', 'refused', 'unreachable']),
  /** One sentence. */
  detail: z.string(),
})
export type CredentialTest = z.infer<typeof credentialTestSchema>
