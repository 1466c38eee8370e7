import { type ReactElement, useState } from 'react'
import type { SessionId } from '../../shared/kit/ids.ts'
import { useCommand } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/text-area.tsx'

export interface ComposerProps {
  readonly sessionId: SessionId
}

/** Writes a prompt to the session. */
export function Composer({ sessionId }: ComposerProps): ReactElement {
  const [text, setText] = useState('')
  const send = useCommand('sessions.send')
  const go = async () => {
    if (text.trim() !== '' && (await send.run({ sessionId, text }))) setText('')
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      <TextArea
        label={t('sessions.prompt')}
        value={text}
        onValueChange={setText}
        error={send.failure?.message}
      />
      <Button type="submit">{t('sessions.send')}</Button>
    </form>
  )
}
