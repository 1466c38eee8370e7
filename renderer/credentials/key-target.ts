import type { CredentialStores } from '../../shared/credentials/model.ts'

/** Where a key goes that is stored now; in front of a closed place it goes nowhere. */
export type KeyTarget = 'keychain' | 'locked-keychain' | 'file' | 'closed-file' | 'memory'

/** Says where a key would go, as the main process decides it. */
export function keyTarget({ keychain, file }: CredentialStores): KeyTarget {
  if (keychain === 'ready') return 'keychain'
  if (keychain === 'locked') return 'locked-keychain'
  if (file === 'open') return 'file'
  return file === 'closed' ? 'closed-file' : 'memory'
}
