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
  'telemetry',
  'log',
  'leftovers',
  'window',
  'privacy',
] as const

/** A part of the app as people call it; a part that is not known here keeps its own name. */
export function ownerWords(owner: string): { readonly name: string; readonly what: string } {
  if (owner === 'everything') return { name: t('privacy.owner-everything'), what: '' }
  const found = known.find((candidate) => candidate === owner)
  if (!found) return { name: owner, what: '' }
  const name: MessageKey = `privacy.owner-${found}`
  const what: MessageKey = `privacy.owner-${found}-what`
  return { name: t(name), what: t(what) }
}
