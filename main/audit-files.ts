import { resolve } from 'node:path'
import type { ExportFormat } from '../shared/audit/explorer.ts'
import type { AuditFilter } from '../shared/audit/model.ts'
import { evidenceSources } from './app/evidence-sources.ts'
import { inPassingMs, lookForHeadKey } from './app/head-key.ts'
import { placesIn } from './app/places.ts'
import {
  type EvidenceScope,
  exportEntries,
  verifyRecordIn,
  writeEntries,
  writePack,
} from './audit/index.ts'
import type { Call } from './commands/command.ts'
import { homeExists } from './commands/home-exists.ts'
import { readMoment } from './commands/read-arguments.ts'
import { catchStopSignals, type StopSignals } from './commands/stop-signals.ts'
import { refuseUnreadable, refuseWith, tell } from './commands/tell.ts'
import { systemCode } from './kit/system-code.ts'
import { createKeychain } from './os/node/keychain.ts'

const moment = (call: Call, flag: string): number | null => {
  const given = call.text(flag)
  return given === undefined ? null : readMoment(given, Date.now())
}

function filterOf(call: Call): AuditFilter {
  const [fromMs, toMs] = [moment(call, 'since'), moment(call, 'until')]
  const [session, rule, text] = [call.text('session'), call.text('rule'), call.text('text')]
  const decision = (['allow', 'ask', 'deny'] as const).find((one) => one === call.text('decision'))
  return {
    ...(fromMs === null ? {} : { fromMs }),
    ...(toMs === null ? {} : { toMs }),
    ...(session === undefined ? {} : { session }),
    ...(rule === undefined ? {} : { rule }),
    ...(text === undefined ? {} : { text }),
    ...(decision ? { decision: [decision] } : {}),
  }
}

/** Waits for a slow reader, so that a long record does not pile up in memory. */
async function written(call: Call, text: string): Promise<void> {
  call.write(text)
  if (process.stdout.writableNeedDrain) {
    await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
  }
}

/** Says why a file was not written; nothing of it is there. */
function refuseFile(call: Call, path: string, [error, stop]: [unknown, StopSignals]): number {
  const code = stop.code()
  if (code !== null) {
    refuseWith(call, 'command.stopped', { path })
    return code
  }
  const cause = systemCode(error)
  if (!/^E[A-Z]+$/.test(cause)) throw error
  if (cause === 'EEXIST') return refuseWith(call, 'command.out-exists', { path })
  return refuseWith(call, 'command.out-unwritable', { path, cause })
}

/** Does the work of one new file; a signal ends it in order. */
async function toNewFile(
  call: Call,
  path: string,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<number> {
  const stop = catchStopSignals()
  try {
    return await work(stop.signal)
  } catch (error) {
    return refuseFile(call, path, [error, stop])
  } finally {
    stop.release()
  }
}

/** Writes entries of the record to the output or into a new file. */
export async function exportRecord(call: Call): Promise<number> {
  const { home } = call
  if (!(await homeExists(home)))
    return refuseWith(call, 'command.no-home', { home, what: 'export' })
  const folder = placesIn(home).logs
  const format: ExportFormat = call.text('format') === 'csv' ? 'csv' : 'jsonl'
  const wanted = { folder, filter: filterOf(call), format }
  const out = call.text('out')
  if (out === undefined) {
    try {
      for await (const text of exportEntries(wanted)) await written(call, text)
      return 0
    } catch (error) {
      return refuseUnreadable(call, folder, error)
    }
  }
  const path = resolve(out)
  return toNewFile(call, path, async (signal) => {
    const { bytes, entries } = await writeEntries(path, wanted, signal)
    const text = `Written: ${path} (${entries} entries, ${bytes} bytes)\n`
    return tell(call, { format, out: path, entries, bytes }, text)
  })
}

function scopeOf(call: Call): EvidenceScope {
  const session = call.text('session')
  if (session !== undefined) return { kind: 'session', session }
  const [fromMs, toMs] = [moment(call, 'since') ?? 0, moment(call, 'until') ?? Date.now()]
  return { kind: 'time', fromMs, toMs }
}

/** Packs evidence into a new archive. */
export async function packEvidence(call: Call): Promise<number> {
  const { home } = call
  if (!(await homeExists(home))) return refuseWith(call, 'command.no-home', { home, what: 'pack' })
  const place = placesIn(home)
  const path = resolve(call.text('out') ?? '')
  const sources = evidenceSources(place.sessions)
  const scope = scopeOf(call)
  const signer = await lookForHeadKey(
    createKeychain({ timeoutMs: inPassingMs, asks: 'never' }),
    home,
  )
  const verify = () =>
    verifyRecordIn(place.logs, { headKey: signer.key, wasSigned: signer.wasSigned })
  return toNewFile(call, path, async (signal) => {
    const parts = { folder: place.logs, scope, at: Date.now(), verify, ...sources }
    const { files, entries, bytes, seal } = await writePack(path, parts, signal)
    const what = `${files} files, ${entries} entries, ${bytes} bytes`
    const text = `Written: ${path} (${what})\nSeal: ${seal}\nUnpack it and run “node verify.mjs” there to check it.\n`
    return tell(call, { out: path, files, entries, bytes, seal }, text)
  })
}
