import type { ReactElement } from 'react'
import type { AiProvider } from '../../shared/bouncer/ai-review.ts'
import { useApp } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import './ai-page.css'

export interface AiConsentDialogProps {
  /** Who is to be asked; null while nothing is to be switched on. */
  readonly wanted: AiProvider | null
  readonly onClose: () => void
  readonly onAgree: (provider: AiProvider) => void
}

/** Says what will be sent to whom, what stays with the person and what it cannot do, before it is switched on. */
export function AiConsentDialog({ wanted, onClose, onAgree }: AiConsentDialogProps): ReactElement {
  const address = useApp((app) => app.settings.aiAddress)
  const sent = ['words', 'call', 'effects', 'project'] as const
  return (
    <Dialog
      open={wanted !== null}
      onOpenChange={onClose}
      title={wanted === null ? '' : t(`ai.switch-title-${wanted}`)}
      footer={
        wanted && (
          <>
            <Button variant="primary" onClick={() => onAgree(wanted)}>
              {t('ai.switch-do')}
            </Button>
            <Button onClick={onClose}>{t('ai.switch-cancel')}</Button>
          </>
        )
      }
    >
      <div className="ai-consent">
        <p>{wanted && t(`ai.switch-to-${wanted}`, { address })}</p>
        <p id="ai-consent-sends">{t('ai.switch-sends')}</p>
        <ul aria-labelledby="ai-consent-sends">
          {sent.map((item) => (
            <li key={item}>{t(`ai.switch-item-${item}`)}</li>
          ))}
        </ul>
        <p>{t('ai.switch-secrets')}</p>
        <p>{t('ai.switch-stays')}</p>
        <p>{t('ai.switch-limits')}</p>
      </div>
    </Dialog>
  )
}
