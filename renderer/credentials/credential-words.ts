import type { CredentialStatus } from '../../shared/credentials/model.ts'
import { t } from '../messages/index.ts'
import type { MarkKind } from '../ui/mark.tsx'

/** How a credential stands, as mark and word. */
export interface CredentialWords {
  readonly mark: MarkKind
  readonly words: string
  readonly isWrong: boolean
}

/** What a row says about a credential. */
export function credentialWords({ status, where }: CredentialStatus): CredentialWords {
  switch (status) {
    case 'stored': {
      const words =
        where === 'memory' ? t('credentials.status-memory') : t('credentials.status-stored')
      return { mark: where === 'memory' ? 'partly' : 'ok', words, isWrong: false }
    }
    case 'missing':
      return { mark: 'idle', words: t('credentials.status-missing'), isWrong: false }
    case 'locked':
      return { mark: 'paused', words: t('credentials.status-locked'), isWrong: false }
    case 'unavailable':
      return { mark: 'offline', words: t('credentials.status-unavailable'), isWrong: false }
  }
}

/** What the keychain's line says, judged by a credential in it. */
export function keychainWords(credential: CredentialStatus | undefined): string {
  if (credential?.status === 'locked') return t('credentials.keychain-locked')
  if (credential?.status === 'unavailable' || credential?.where === 'memory') {
    return t('credentials.keychain-unavailable')
  }
  return t('credentials.keychain-ready')
}
