import type { ReactElement } from 'react'
import { navigate, useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button, type ButtonProps } from '../ui/button.tsx'

export interface RehearseButtonProps {
  readonly variant?: ButtonProps['variant']
  readonly size?: ButtonProps['size']
  /** Runs once the rehearsal stands. */
  readonly onStarted?: () => void
}

/** Starts the scripted agent in its own scratch folder, in one click, and goes there. */
export function RehearseButton({ variant, size, onStarted }: RehearseButtonProps): ReactElement {
  const start = useCommand('sessions.start')
  const rehearse = async () => {
    const prompt = t('sessions.rehearsal-prompt')
    const session = await start.run({ agent: 'rehearsal', workspace: '', prompt })
    if (session === null) return
    navigate(`/session/${session.id}`)
    onStarted?.()
  }
  return (
    <>
      <Button variant={variant} size={size} disabled={start.busy} onClick={() => void rehearse()}>
        {start.busy ? t('sessions.rehearse-busy') : t('sessions.rehearse')}
      </Button>
      {start.failure && <p role="status">{start.failure.message}</p>}
    </>
  )
}
