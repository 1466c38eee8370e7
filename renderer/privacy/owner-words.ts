import { type MessageKey, t } from '../messages/index.ts'

const known = [
  'sessions',
  'audit',
  'inbox',
  'egress',
  'settings',
  'credentials',
  'workspace',
  'bouncer',
] as const

/** A part of the app as people call it; a part that is not known here keeps its own name. */
export function ownerWords(owner: string): { readonly name: string; readonly what: string } {
  const found = known.find((candidate) => candidate === owner)
  if (!found) return { name: owner, what: '' }
  const name: MessageKey = `privacy.owner-${found}`
  const what: MessageKey = `privacy.owner-${found}-what`
  return { name: t(name), what: t(what) }
}
