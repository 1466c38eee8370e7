import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { mostReasonChars, type Removable, removableSchema } from '../../shared/audit/model.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { ok, type Result } from '../../shared/kit/result.ts'
import type { Receipt } from '../../shared/privacy/model.ts'
import { partNamed, partNames } from '../../shared/privacy/part-names.ts'
import { amountText } from '../../shared/privacy/receipt-text.ts'
import type { App } from '../app/app.ts'
import { nodeErrorSdk } from '../os/node/error-sdk.ts'
import { lookAtHolder } from '../os/node/look-at-lock.ts'
import { startApp } from '../start-app.ts'
import type { Call } from './command.ts'
import { commandErrors } from './command-errors.ts'
import { homeExists } from './home-exists.ts'
import { holderWords } from './say-status.ts'
import { catchStopSignals, lateStart, type StopSignals } from './stop-signals.ts'
import { refuse, refuseFound, refuseUnreadable, refuseWith, tell } from './tell.ts'

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
  if (!(await homeExists(home))) return refuseWith(call, 'command.no-home', { home, what })
  const { running } = await lookAtHolder(home)
  if (running) {
    return refuseWith(call, 'command.home-held', { home, done, holder: holderWords(running) })
  }
  const stop = catchStopSignals()
  try {
    return await startedFor(call, errand, stop)
  } finally {
    stop.release()
  }
}

async function startedFor(call: Call, errand: Errand, stop: StopSignals): Promise<number> {
  const starting = startApp({
    ...{ host: 'browser', home: call.home, errorSdk: nodeErrorSdk, isErrand: true },
    ...{ done: errand.done, pickFolder: async () => null },
  })
  const started = await Promise.race([starting, lateStart(stop)])
  if (typeof started === 'number') return started
  if (!started.ok) return refuse(call, started.error)
  try {
    const code = await errand.work(started.value.app, stop.signal)
    return stop.code() ?? code
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
      const text = `Written: ${out} (${amountText(files, bytes)})\n${left}`
      return tell(call, { out, files, bytes, leftOut }, text)
    },
  })
}

const mostNoteChars = 2_000

/** Writes into the record that the person knows of the end that it found unconfirmed. */
export function acknowledgeRecord(call: Call): Promise<number> {
  return withApp(call, {
    what: 'acknowledge',
    done: 'acknowledged',
    async work({ acknowledgeRecord: put }) {
      const note = (call.text('note') ?? '').trim().slice(0, mostNoteChars)
      const known = await put(note)
      if (!known.ok) return refuse(call, known.error)
      const { n, detail } = known.value
      const text = `Acknowledged: entry ${n}. ${detail}\nYour note stands behind it in the record.\n`
      return tell(call, { acknowledged: known.value }, text)
    },
  })
}

/** What a line of the command line wants removed from the record; null where its file cannot be read. */
async function removableIn(call: Call): Promise<Removable> {
  const [entry, session, file] = [call.text('entry'), call.text('session'), call.text('text-file')]
  if (entry !== undefined) return { kind: 'entry', n: Number(entry) }
  if (session !== undefined) return { kind: 'session', session }
  return { kind: 'text', text: (await readFile(resolve(file ?? ''), 'utf8')).trim() }
}

/** Removes the text of entries from the record, which says who, why and which. */
export async function removeFromRecord(call: Call): Promise<number> {
  try {
    const what = await removableIn(call)
    if (!removableSchema.safeParse(what).success) {
      return refuseWith(call, 'command.text-short', { least: 4, most: 400 })
    }
    return await withApp(call, {
      what: 'remove',
      done: 'removed',
      async work({ removeFromRecord: remove }) {
        const reason = (call.text('reason') ?? '').trim().slice(0, mostReasonChars)
        const done = await remove({ what, reason, by: 'command' })
        if (!done.ok) return refuse(call, done.error)
        const { entries } = done.value
        const which = entries === 1 ? 'one entry' : `${entries} entries`
        return tell(call, { entries }, `Removed: the text of ${which}. The record says so.\n`)
      },
    })
  } catch (error) {
    return refuseUnreadable(call, resolve(call.text('text-file') ?? ''), error)
  }
}

/** Erases one part or everything and prints the receipt. */
export function erase(call: Call): Promise<number> {
  return withApp(call, {
    what: 'erase',
    done: 'erased',
    async work(app) {
      const earlier = await app.privacy.takeUnseenReceipt()
      const erased = await eraseIn(app, call.text('owner'))
      if (!erased.ok) return refuse(call, erased.error)
      return sayErased(call, erased.value, earlier)
    },
  })
}

/** Prints the receipts; what should have gone and stayed makes it a failure. */
function sayErased(call: Call, receipt: Receipt, earlier: Receipt | null): 0 | 1 {
  const before = earlier
    ? `An erasure that was interrupted was finished first.\n${receiptText(earlier)}\n`
    : ''
  const receipts = { receipt, earlier }
  const text = `${before}${receiptText(receipt)}`
  const stays = receipt.stays.filter(({ failed }) => failed === true).map(({ what }) => what)
  if (stays.length === 0) return tell(call, receipts, text)
  const why = failure(commandErrors, 'command.erase-incomplete', { what: stays.join('; ') })
  return refuseFound(call, why, { data: receipts, text })
}

async function eraseIn(app: App, owner: string | undefined): Promise<Result<Receipt, Failure>> {
  const part = owner === undefined ? null : (partNamed(owner) ?? owner)
  if (part === null) return ok(await app.privacy.eraseEverything())
  const caller = { wire: 'ipc', role: 'owner', name: 'command line' } as const
  return app.handlers['privacy.erase']({ owner: part }, caller)
}

const partWords = (owner: string) =>
  Object.entries(partNames).find(([id]) => id === owner)?.[1] ?? owner

function receiptText({ id, at, home, scope, gone, stays, others }: Receipt): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}\n`).join('')}`
  return [
    `Receipt ${id}, ${new Date(at).toISOString()}, ${scope} in ${home}\n`,
    gone.length === 0 ? 'Nothing was there to erase.\n' : '',
    list(
      'Gone:',
      gone.map(
        ({ owner, files, bytes }) => `${partWords(owner)}: ${amountText(files.length, bytes)}`,
      ),
    ),
    list(
      'Of these:',
      gone.flatMap(({ files }) =>
        files.flatMap(({ path, note }) => (note ? [`${path}: ${note}`] : [])),
      ),
    ),
    list(
      'Stayed:',
      stays.map(({ what, why }) => `${what}: ${why}`),
    ),
    list(
      'Others may hold:',
      others.map(({ who, what, how }) => `${who}: ${what} ${how}`),
    ),
  ].join('')
}
