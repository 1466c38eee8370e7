import { type ReactElement, useState } from 'react'
import type { CredentialName, CredentialTest } from '../../shared/credentials/model.ts'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'

export interface TestKeyProps {
  readonly name: CredentialName
}

/** Asks the service whether it takes the stored key, and says what it said. */
export function TestKey({ name }: TestKeyProps): ReactElement {
  const test = useCommand('credentials.test')
  const [said, setSaid] = useState<CredentialTest | null>(null)
  const ask = async () => {
    setSaid(null)
    setSaid(await test.run({ name }))
  }
  const words = said
    ? t(`credentials.test-${said.outcome}`, { detail: said.detail })
    : (test.failure?.message ?? '')
  return (
    <>
      <span role="status" className="credentials-said">
        {test.busy ? t('credentials.testing') : words}
      </span>
      <Button size="small" variant="quiet" disabled={test.busy} onClick={() => void ask()}>
        {t('credentials.test')}
      </Button>
    </>
  )
}
