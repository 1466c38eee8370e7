import { Component, type ReactNode } from 'react'
import { navigate } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { Button } from '../ui/button.tsx'
import { ErrorState } from '../ui/error-state.tsx'
import { Well } from '../ui/well.tsx'

interface Props {
  readonly children: ReactNode
}

interface State {
  readonly broken: { readonly id: string; readonly message: string } | null
}

/** Keeps a broken page from taking the rest with it, says so with an id, offers the way back. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { broken: null }

  static getDerivedStateFromError(error: unknown): State {
    const message = error instanceof Error ? error.message : String(error)
    return { broken: { id: crypto.randomUUID().slice(0, 8), message } }
  }

  override render(): ReactNode {
    const { broken } = this.state
    if (broken === null) return this.props.children
    const again = () => this.setState({ broken: null })
    const home = () => {
      navigate('/')
      again()
    }
    return (
      <main className="gate-page">
        <ErrorState
          mark={{ kind: 'broke', label: t('app.mark-broke') }}
          happened={t('app.page-broke')}
          kept={t('app.page-broke-kept')}
          id={t('app.page-broke-id', { id: broken.id })}
          headingLevel={1}
          announce="polite"
          evidence={
            <Well label={t('app.page-broke-evidence')} text={broken.message} size="small" />
          }
          actions={
            <>
              <Button variant="primary" onClick={again}>
                {t('app.draw-again')}
              </Button>
              <Button variant="quiet" onClick={home}>
                {t('app.to-sessions')}
              </Button>
            </>
          }
        />
      </main>
    )
  }
}
