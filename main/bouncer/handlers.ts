import { ok } from '../../shared/kit/result.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Bouncer } from './judge.ts'

/** The procedures that clients may call. */
export function bouncerHandlers(bouncer: Bouncer): HandlersOf<'bouncer'> {
  return {
    'bouncer.rules': async ({ workspaces }) => ok(await bouncer.rules(workspaces)),
  }
}
