import { type Catalogue, catalogue } from './catalogue.ts'
import { formatNumber, locale } from './format.ts'
import type { Message, SlotNames } from './message-types.ts'

/** Every key of the catalogue. */
export type MessageKey = keyof Catalogue

/** What fills the slots: numbers are written as people write them. */
export type Slots<K extends MessageKey> = {
  readonly [N in SlotNames<Catalogue[K]>]: string | number
}

type Rest<K extends MessageKey> = [SlotNames<Catalogue[K]>] extends [never] ? [] : [Slots<K>]

const plural = new Intl.PluralRules(locale)

function chosenForm(message: Message, count: unknown): string {
  if (typeof message === 'string') return message
  return typeof count === 'number' && plural.select(count) === 'one' ? message.one : message.other
}

/** The text of a key with its slots filled; `count` chooses the plural form. */
export function t<K extends MessageKey>(key: K, ...[slots]: Rest<K>): string {
  const values: Readonly<Record<string, string | number>> = slots ?? {}
  return chosenForm(catalogue[key], values.count).replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? formatNumber(value) : value
  })
}
