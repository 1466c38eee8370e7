import { partIds } from '../../shared/privacy/part-names.ts'
import { type MessageKey, t } from '../messages/index.ts'

/** A part of the app as people call it; a part that is not known here keeps its own name. */
export function ownerWords(owner: string): { readonly name: string; readonly what: string } {
  if (owner === 'everything') return { name: t('privacy.owner-everything'), what: '' }
  const found = partIds.find((candidate) => candidate === owner)
  if (!found) return { name: owner, what: '' }
  const name: MessageKey = `privacy.owner-${found}`
  const what: MessageKey = `privacy.owner-${found}-what`
  return { name: t(name), what: t(what) }
}
