import { type ReactElement, useState } from 'react'
import { t } from '../../messages/index.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { IconButton } from '../../ui/icon-button.tsx'

export interface FindFieldProps {
  /** False where the text is nowhere. */
  readonly find: (text: string, way: 'next' | 'before') => boolean
  readonly onLeave: () => void
}

/** Looks for a text in what the terminal keeps: Enter goes on, Shift+Enter back, Esc leaves. */
export function FindField({ find, onLeave }: FindFieldProps): ReactElement {
  const [text, setText] = useState('')
  const [isMissing, setMissing] = useState(false)
  const look = (way: 'next' | 'before') => setMissing(text !== '' && !find(text, way))
  return (
    <form
      className="terminal-find"
      onSubmit={(event) => {
        event.preventDefault()
        look('next')
      }}
    >
      <Field
        label={t('terminal.find')}
        labelHidden
        placeholder={t('terminal.find')}
        icon="search"
        autoFocus
        value={text}
        onValueChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onLeave()
          else if (event.key === 'Enter' && event.shiftKey) look('before')
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <Button size="small" type="submit">
        {t('terminal.find-next')}
      </Button>
      <Button size="small" onClick={() => look('before')}>
        {t('terminal.find-before')}
      </Button>
      <span role="status">{isMissing ? t('terminal.find-none') : ''}</span>
      <IconButton icon="close" label={t('app.close')} onClick={onLeave} />
    </form>
  )
}
