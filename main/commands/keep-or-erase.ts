import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Failure } from '../../shared/kit/failure.ts'
import { ok, type Result } from '../../shared/kit/result.ts'
import type { Receipt } from '../../shared/privacy/model.ts'
import type { App } from '../app/app.ts'
import { nodeErrorSdk } from '../os/node/error-sdk.ts'
import { lookAtHolder } from '../os/node/look-at-lock.ts'
import { startApp } from '../start-app.ts'
import type { Call } from './command.ts'
import { holderWords } from './say-status.ts'
import { refuse, refuseWith, tell } from './tell.ts'

interface Errand {
  /** For sentences: “nothing to erase”, “nothing was erased”. */
  readonly what: string
  readonly done: string
  work(app: App, signal: AbortSignal): Promise<0 | 1>
}

/** Does something with the app while it has the home to itself; a signal ends it in order. */
async function withApp(call: Call, errand: Errand): Promise<number> {
  const { home } = call
  const { what, done } = errand
  if (!existsSync(home)) return refuseWith(call, 'command.no-home', { home, what })
  const { running } = await lookAtHolder(home)
  if (running) {
    return refuseWith(call, 'command.home-held', { home, done, holder: holderWords(running) })
  }
  const stop = new AbortController()
  let stoppedBy: number | null = null
  for (const [signal, code] of [['SIGINT', 130] as const, ['SIGTERM', 143] as const]) {
    process.on(signal, () => {
      stoppedBy = code
      stop.abort()
    })
  }
  const started = await startApp({
    ...{ host: 'browser', home, errorSdk: nodeErrorSdk, isErrand: true },
    pickFolder: async () => null,
  })
  if (!started.ok) return refuse(call, started.error)
  try {
    const code = await errand.work(started.value.app, stop.signal)
    return stoppedBy ?? code
  } finally {
    await started.value.stop()
  }
}

/** Writes everything that is kept into one archive. */
export function exportEverything(call: Call): Promise<number> {
  const out = resolve(call.text('out') ?? '')
  return withApp(call, {
    what: 'export',
    done: 'exported',
    async work({ privacy }, signal) {
      const archive = await privacy.exportEverything(out, { signal })
      if (!archive.ok) return refuse(call, archive.error)
      const { files, bytes, leftOut } = archive.value
      const left = leftOut.map(({ path, why }) => `Not in it: ${path}. ${why}\n`).join('')
      const text = `Written: ${out} (${files} files, ${bytes} bytes)\n${left}`
      return tell(call, { out, files, bytes, leftOut }, text)
    },
  })
}

/** Erases one part or everything and prints the receipt. */
export function erase(call: Call): Promise<number> {
  return withApp(call, {
    what: 'erase',
    done: 'erased',
    async work(app) {
      const erased = await eraseIn(app, call.text('owner'))
      if (!erased.ok) return refuse(call, erased.error)
      return tell(call, { receipt: erased.value }, receiptText(erased.value))
    },
  })
}

async function eraseIn(app: App, owner: string | undefined): Promise<Result<Receipt, Failure>> {
  if (owner === undefined) return ok(await app.privacy.eraseEverything())
  const caller = { wire: 'ipc', role: 'owner', name: 'command line' } as const
  return app.handlers['privacy.erase']({ owner }, caller)
}

function receiptText({ id, at, home, scope, gone, stays, others }: Receipt): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`
  return [
    `Receipt ${id}, ${new Date(at).toISOString()}, ${scope} in ${home}\n`,
    gone.length === 0 ? 'Nothing was there to erase.\n' : '',
    list(
      'Gone:',
      gone.map(({ owner, files, bytes }) => `${owner}: ${files.length} files, ${bytes} bytes`),
    ),
    list(
      'Stayed:',
      stays.map(({ what, why }) => `${what}: ${why}`),
    ),
    list(
      'Others may hold:',
      others.map(({ who, what, how }) => `${who}: ${what}. ${how}`),
    ),
  ].join('')
}
