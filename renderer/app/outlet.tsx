import type { ReactElement } from 'react'
import { assertNever } from '../../shared/kit/assert-never.ts'
import { AuditPage } from '../audit/index.ts'
import {
  AiPage,
  BouncerPage,
  CopiesPage,
  GrantsPage,
  PolicyPage,
  RingPage,
  ScorecardPage,
} from '../bouncer/index.ts'
import { NewSessionPage, SessionPage } from '../sessions/index.ts'
import { TerminalsPage } from '../workspace/index.ts'
import { HomePage } from './home-page.tsx'
import { MissingPage } from './missing-page.tsx'
import type { Route } from './routes.ts'
import { SettingsPage } from './settings-page.tsx'

/** The page of a route. */
export function Outlet({ route }: { readonly route: Route }): ReactElement {
  switch (route.kind) {
    case 'home':
      return <HomePage />
    case 'new-session':
      return <NewSessionPage workspace={route.workspace} />
    case 'session':
      return <SessionPage key={route.sessionId} sessionId={route.sessionId} />
    case 'terminal':
      return (
        <TerminalsPage
          key={route.folder}
          terminalId={route.terminalId}
          folder={route.folder}
          question={route.question}
        />
      )
    case 'bouncer':
      return <BouncerPage rule={route.rule} />
    case 'own-rules':
      return <PolicyPage />
    case 'scorecard':
      return <ScorecardPage />
    case 'grants':
      return <GrantsPage />
    case 'copies':
      return <CopiesPage />
    case 'ai-review':
      return <AiPage />
    case 'ring':
      return <RingPage />
    case 'audit':
      return <AuditPage />
    case 'settings':
      return <SettingsPage section={route.section} />
    case 'missing':
      return <MissingPage />
    default:
      return assertNever(route)
  }
}
