import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { privacyErrors } from '../../shared/privacy/errors.ts'
import type { PolicyStatus } from '../../shared/privacy/model.ts'
import { policyChanges } from '../../shared/privacy/policy-sections.ts'
import { policy as shippedPolicy } from '../../shared/privacy/policy-text.ts'
import type { Notify } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { PrivacyStore } from './privacy-state.ts'

/** The policy of this version against the one that the person acknowledged. */
export interface PolicyDesk {
  status(): PolicyStatus
  acknowledge(version: string): Promise<Result<PolicyStatus, Failure>>
  /** Says once that the policy changed, where an earlier one was acknowledged. */
  tell(): void
}

/** Creates the desk; `policy` is the shipped one but in tests. */
export function createPolicyDesk(deps: {
  readonly store: PrivacyStore
  readonly clock: Clock
  readonly notify: Notify
  readonly policy?: { readonly version: string; readonly text: string }
}): PolicyDesk {
  const { store, clock, policy = shippedPolicy } = deps

  const status = (): PolicyStatus => {
    const { acknowledged, acknowledgedText } = store.get()
    const shown = { version: policy.version, acknowledged }
    if (acknowledgedText === null) return { ...shown, state: 'never', changes: [] }
    if (acknowledgedText === policy.text) return { ...shown, state: 'current', changes: [] }
    const changes = [...policyChanges(acknowledgedText, policy.text)]
    return { ...shown, state: 'changed', changes }
  }

  return {
    status,
    async acknowledge(version) {
      if (version !== policy.version) return err(failure(privacyErrors, 'privacy.policy-other'))
      if (status().state === 'current') return ok(status())
      const noted = await store.acknowledge({ ...policy, at: clock.now() })
      if (noted.ok) return ok(status())
      return err(failure(privacyErrors, 'privacy.unwritable', { cause: noted.error }))
    },
    tell() {
      const { state, changes, version } = status()
      if (state !== 'changed') return
      const titles = changes.map(({ title }) => title || 'the opening').join(', ')
      const message = `The privacy policy is now version ${version}. What changed: ${titles || 'its order'}. Nothing you chose was changed. Read the difference in the settings under Policy.`
      deps.notify({ level: 'info', source: 'privacy', message })
    },
  }
}
