import { join } from 'node:path'
import type { Receipt } from '../../shared/privacy/model.ts'
import type { Notify } from '../kit/announce.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import { createErasePlans, planOf, planPath } from './erase-plan.ts'
import { type ErasingDeps, eraseParts, everything } from './erasing.ts'

/** Erases parts so that an interruption is noticed: what is to go is written down before the first file goes. */
export interface Erasure {
  erase(parts: readonly DataOwner[], scope: string): Promise<Receipt>
  /** Finishes what an earlier run began, and says so. */
  finish(): Promise<void>
  /** Of an erasure that was finished after an interruption, until it was seen. */
  unseen(): Receipt | null
  seen(id: string): Promise<void>
}

/** Creates the erasure of a home; nothing is looked at before `finish`. */
export function createErasure(deps: ErasingDeps & { readonly notify: Notify }): Erasure {
  const { home, clock, owners, notify } = deps
  const plans = createErasePlans({ ...deps, path: join(home, planPath) })
  let unseen: Receipt | null = null

  return {
    unseen: () => unseen,
    async erase(parts, scope) {
      const plan = { id: deps.newId(), at: clock.now(), scope, planned: await planOf(parts) }
      await plans.write({ ...plan, receipt: null })
      const receipt = await eraseParts(parts, { ...plan, receipt: null }, deps)
      await plans.end()
      return receipt
    },
    async finish() {
      const plan = await plans.left()
      if (plan === null) return
      const isOfScope = ({ name }: DataOwner) => plan.scope === everything || plan.scope === name
      const receipt = plan.receipt ?? (await eraseParts(owners.filter(isOfScope), plan, deps))
      if (plan.receipt === null) await plans.write({ ...plan, receipt })
      unseen = receipt
      notify({ level: 'warning', source: 'privacy', message: finishedSentence(plan.at, receipt) })
    },
    async seen(id) {
      if (unseen?.id !== id) return
      await plans.end()
      unseen = null
    },
  }
}

function finishedSentence(begun: number, { stays }: Receipt): string {
  const at = `${new Date(begun).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const isWhole = !stays.some(({ failed }) => failed === true)
  const how = isWhole
    ? 'It was finished at this start.'
    : 'It was carried on at this start, and something could not be removed.'
  return `The erasure that began on ${at} was interrupted. ${how} Its receipt is in the settings under Privacy.`
}
