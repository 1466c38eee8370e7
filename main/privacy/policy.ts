import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { privacyErrors } from '../../shared/privacy/errors.ts'
import type { PolicyStatus } from '../../shared/privacy/model.ts'
import { policyChanges } from '../../shared/privacy/policy-sections.ts'
import { policy as shippedPolicy } from '../../shared/privacy/policy-text.ts'
import type { Notify, TakeBack } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { PrivacyStore } from './privacy-state.ts'

/** The policy of this version against the one that the person acknowledged. */
export interface PolicyDesk {
  status(): PolicyStatus
  acknowledge(version: string): Promise<Result<PolicyStatus, Failure>>
  /** Says that the policy changed since it was acknowledged, or since the first version that ran here. */
  tell(): Promise<void>
}

/** Creates the desk; `policy` is the shipped one but in tests. */
export function createPolicyDesk(deps: {
  readonly store: PrivacyStore
  readonly clock: Clock
  readonly notify: Notify
  readonly takeBack?: TakeBack
  /** True where nobody has worked in this home before. */
  readonly isNewHome: boolean
  readonly policy?: { readonly version: string; readonly text: string }
}): PolicyDesk {
  const { store, clock, policy = shippedPolicy } = deps

  const status = (): PolicyStatus => {
    const { acknowledged, acknowledgedText, firstText } = store.get()
    const shown = { version: policy.version, acknowledged }
    const known = acknowledgedText ?? firstText
    if (acknowledgedText === policy.text) return { ...shown, state: 'current', changes: [] }
    if (known === null || known === policy.text) return { ...shown, state: 'never', changes: [] }
    const changes = [...policyChanges(known, policy.text)]
    return { ...shown, state: 'changed', changes }
  }

  const say = (message: string) =>
    deps.notify({ level: 'info', source: 'privacy', message, key: policyKey })

  return {
    status,
    async acknowledge(version) {
      if (version !== policy.version) return err(failure(privacyErrors, 'privacy.policy-other'))
      if (status().state === 'current') return ok(status())
      const noted = await store.acknowledge({ ...policy, at: clock.now() })
      if (!noted.ok) {
        return err(failure(privacyErrors, 'privacy.unwritable', { cause: noted.error }))
      }
      deps.takeBack?.(policyKey)
      return ok(status())
    },
    async tell() {
      const { state, changes, version } = status()
      const { acknowledgedText, firstText } = store.get()
      if (acknowledgedText === null && firstText === null) {
        if (!deps.isNewHome) say(unknownSentence(version))
        // Where it cannot be noted, the next start tries again; nothing depends on it but this notice.
        await store.noteFirst(policy.text)
        return
      }
      if (state !== 'changed') return
      const titles = changes.map(({ title }) => title || 'the opening').join(', ')
      say(
        `The privacy policy is now version ${version}. What changed: ${titles || 'its order'}. Nothing you chose was changed. Read the difference in the settings under Policy.`,
      )
    },
  }
}

const policyKey = 'privacy.policy'

function unknownSentence(version: string): string {
  return `The privacy policy is version ${version}, and you have acknowledged none yet. It may have changed since you began. Nothing you chose was changed. Read it in the settings under Policy.`
}
