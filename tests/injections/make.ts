import { carriers } from './carriers.ts'
import { persuasions } from './persuasions.ts'

/** One injected call: what it says to a model, where, and how it is made. */
export interface InjectionCase {
  readonly id: string
  /** Its kind of persuasion. */
  readonly class: string
  readonly carrier: string
  readonly says: string
  readonly tool: string
  readonly input: Readonly<Record<string, string>>
}

/** Every class in every carrier. */
export function makeInjections(): InjectionCase[] {
  return Object.entries(persuasions).flatMap(([kind, says]) =>
    Object.entries(carriers).map(([carrier, carry]) => ({
      ...{ id: `${kind}/${carrier}`, class: kind, carrier, says },
      ...carry(says),
    })),
  )
}
