// Owns the view over everything this app keeps on the machine, and its erasure.
// State: none; every feature hands in its data owner.
// Must never know a feature, and never send anything anywhere.
import { failure } from '../../shared/kit/failure.ts'
import { err, ok } from '../../shared/kit/result.ts'
import type { Holding } from '../../shared/privacy/contract.ts'
import { privacyErrors } from '../../shared/privacy/errors.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Logger } from '../kit/logger.ts'

/** Shows, erases and retains what the features keep. */
export interface Privacy {
  /** Lets every owner remove what is older than it keeps; a failure is logged and hurts no other owner. */
  retain(): Promise<void>
  readonly handlers: HandlersOf<'privacy'>
}

/** Builds the view over the given owners; `isBusy` names those that must not be erased now. */
export function createPrivacy(deps: {
  readonly home: string
  readonly owners: readonly DataOwner[]
  readonly clock: Clock
  readonly logger: Logger
  isBusy(owner: string): boolean
}): Privacy {
  const { home, owners, clock, logger } = deps
  return {
    async retain() {
      for (const owner of owners) {
        try {
          const removed = await owner.retain(clock.now())
          if (removed.length > 0) logger.info('retention', { owner: owner.name, removed })
        } catch (error) {
          // A full disk must not keep the app from starting: what is too old goes at a later start.
          logger.error('retention failed', { owner: owner.name, error })
        }
      }
    },
    handlers: {
      'privacy.holdings': async () =>
        ok({ home, holdings: await Promise.all(owners.map(holdingOf)) }),
      'privacy.erase': async (input) => {
        const owner = owners.find(({ name }) => name === input.owner)
        if (!owner) return err(failure(privacyErrors, 'privacy.unknown-owner'))
        if (deps.isBusy(owner.name)) return err(failure(privacyErrors, 'privacy.in-use'))
        return ok({ removed: [...(await owner.erase())] })
      },
    },
  }
}

async function holdingOf(owner: DataOwner): Promise<Holding> {
  let items = 0
  let bytes = 0
  const examples: string[] = []
  for await (const held of owner.export()) {
    items += 1
    bytes += held.bytes
    if (examples.length < 5) examples.push(held.path)
  }
  return { owner: owner.name, items, bytes, examples }
}
