import type { ReactElement } from 'react'
import {
  AppProvider,
  type AppStore,
  type Client,
  useConnection,
  useLoading,
} from '../client/index.ts'
import { Appearance } from './appearance.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { LoadingPage, RefusedPage, SnapshotFailedPage } from './gate-pages.tsx'
import { Shell } from './shell.tsx'
import './app.css'

export interface AppProps {
  readonly client: Client
  readonly store: AppStore
}

/** The whole page: what stands before the first snapshot, then the shell. */
export function App({ client, store }: AppProps): ReactElement {
  return (
    <AppProvider client={client} store={store}>
      <ErrorBoundary>
        <Gate />
      </ErrorBoundary>
    </AppProvider>
  )
}

function Gate(): ReactElement {
  const { status } = useConnection()
  const { app, failure } = useLoading()
  if (status === 'refused') return <RefusedPage />
  if (app !== null) {
    return (
      <>
        <Appearance />
        <Shell />
      </>
    )
  }
  return failure === null ? <LoadingPage /> : <SnapshotFailedPage failure={failure} />
}
