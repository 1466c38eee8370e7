import { join } from 'node:path'
import type { Receipt } from '../../shared/privacy/model.ts'
import type { Notify } from '../kit/announce.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import { systemCode } from '../kit/system-code.ts'
import { createTurns } from '../kit/turns.ts'
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
  const { home, clock, owners, notify, logger } = deps
  const plans = createErasePlans({ ...deps, path: join(home, planPath) })
  let unseen: Receipt | null = null

  const carryOn = async () => {
    const plan = await plans.left()
    if (plan === null) return
    const isOfScope = ({ name }: DataOwner) => plan.scope === everything || plan.scope === name
    const receipt = plan.receipt ?? (await eraseParts(owners.filter(isOfScope), plan, deps))
    if (plan.receipt === null) await plans.write({ ...plan, receipt })
    unseen = receipt
    notify({ ...warning, message: finishedSentence(plan.at, receipt) })
  }

  /** Whoever reads the receipt knows as well where the next start would erase once more. */
  const ended = async (receipt: Receipt): Promise<Receipt> => {
    try {
      await plans.end()
      return receipt
    } catch (error) {
      const why = `It could not be removed (${systemCode(error)}), and while it is there the next start erases again. Remove it.`
      return { ...receipt, stays: [...receipt.stays, { what: planPath, why, failed: true }] }
    }
  }

  const erase = async (parts: readonly DataOwner[], scope: string): Promise<Receipt> => {
    const planned = await planOf(parts, logger)
    const others = [...(await deps.others())]
    const plan = { id: deps.newId(), at: clock.now(), scope, planned, others, receipt: null }
    await plans.write(plan)
    return ended(await eraseParts(parts, plan, deps))
  }

  const inTurn = createTurns()
  return {
    unseen: () => unseen,
    // The plan on disk is that of the one which is under way.
    erase: (parts, scope) => inTurn(() => erase(parts, scope)),
    async finish() {
      try {
        await carryOn()
      } catch (error) {
        // What an erasure left must not keep the app from starting: it is tried again at the next start.
        logger.error('an erasure could not be finished', { error })
        notify({ ...warning, message: unfinishedSentence(systemCode(error)) })
      }
    },
    seen: (id) =>
      inTurn(async () => {
        if (unseen?.id !== id) return
        await plans.end()
        unseen = null
      }),
  }
}

const warning = { level: 'warning', source: 'privacy' } as const

function unfinishedSentence(cause: string): string {
  return `An erasure was interrupted and could not be carried on (${cause}). What it had not reached is still there. It is tried again at the next start.`
}

function finishedSentence(begun: number, { stays }: Receipt): string {
  const at = `${new Date(begun).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const left = stays.filter(({ failed }) => failed === true).map(({ what }) => what)
  const how =
    left.length === 0
      ? 'It was finished at this start.'
      : `It was carried on at this start, and something could not be removed: ${left.join('; ')}.`
  return `The erasure that began on ${at} was interrupted. ${how} Its receipt is in the settings under Privacy.`
}
