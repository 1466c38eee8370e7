// First: what follows defines schemas while it is loaded.
import './no-eval.ts'
import { createRoot } from 'react-dom/client'
import './ui/tokens.css'
import './ui/base.css'
import { App } from './app/app.tsx'
import { createAppStore, openClient } from './client/index.ts'
import { watchPageErrors } from './telemetry/index.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

const client = await openClient(window)
const errors = watchPageErrors(client, window)
createRoot(root, { onCaughtError: errors.caught }).render(
  <App client={client} store={createAppStore(client)} />,
)
