import { type Client, createClient } from './client.ts'
import { createIpcWire } from './ipc-wire.ts'
import { exchangeTicket, forgetToken, newClaim, obtainToken } from './session-token.ts'
import { createWebSocketWire } from './websocket-wire.ts'
import { windowId } from './window-name.ts'
import type { Wire } from './wire.ts'
import { withPulse } from './with-pulse.ts'

function openWire(page: Window): Wire {
  if (page.mstro) return createIpcWire(page.mstro)
  const { location, history, sessionStorage: storage } = page
  const surroundings = { location, history, storage, newClaim, exchange: exchangeTicket }
  return createWebSocketWire({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`,
    windowId: windowId(storage),
    token: () => obtainToken(surroundings),
    onRefused: () => forgetToken(surroundings),
  })
}

/** Opens the client for this page: through the preload's bridge where there is one, else through the socket. */
export async function openClient(page: Window): Promise<Client> {
  const wire = withPulse(openWire(page), {
    newId: () => crypto.randomUUID(),
    isShown: () => page.document.visibilityState === 'visible',
    onShown: (listener) => page.document.addEventListener('visibilitychange', listener),
  })
  if (!import.meta.env.DEV) return createClient({ wire })
  const { checkOutput } = await import('./check-output.ts')
  return createClient({ wire, checkOutput })
}
