import type { CredentialStatus } from '../../shared/credentials/model.ts'
import { t } from '../messages/index.ts'
import type { MarkKind } from '../ui/mark.tsx'

/** How a credential stands, as mark and word. */
export interface CredentialWords {
  readonly mark: MarkKind
  readonly words: string
}

/** What a row says about a credential. */
export function credentialWords({ status, where }: CredentialStatus): CredentialWords {
  switch (status) {
    case 'stored': {
      if (where === 'memory') return { mark: 'partly', words: t('credentials.status-memory') }
      const words = where === 'file' ? t('credentials.status-file') : t('credentials.status-stored')
      return { mark: 'ok', words }
    }
    case 'missing':
      return { mark: 'idle', words: t('credentials.status-missing') }
    case 'locked':
      return { mark: 'paused', words: t('credentials.status-locked') }
    case 'unavailable':
      return { mark: 'offline', words: t('credentials.status-unavailable') }
  }
}
