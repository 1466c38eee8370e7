import { rm } from 'node:fs/promises'
import { brand } from '../../shared/brand.ts'
import { type TelemetryKind, telemetryKinds } from '../../shared/telemetry/kinds.ts'
import type { Clock } from '../kit/clock.ts'
import { createConsentStore } from './consent.ts'
import { createGate, type Gate } from './gate.ts'
import { holdWords, policyVersionOf } from './hold.ts'
import { type Operator, readOperator } from './operator.ts'
import { openOutbox } from './outbox.ts'
import { removeSdkFolders } from './telemetry-data-owner.ts'
import type { TelemetryDeps } from './telemetry-deps.ts'

/** What the command can be asked for. */
export type TelemetryAction = 'on' | 'off' | 'status'

/** What the command needs; it works on the files, whether the app runs or not. */
export interface TelemetryCommand
  extends Pick<TelemetryDeps, 'home' | 'place' | 'operatorFile' | 'environment'> {
  readonly action: TelemetryAction
  readonly isJson: boolean
  /** Folders that reporters of either host may have left. */
  readonly sdkFolders: readonly string[]
  readonly clock: Clock
  write(text: string): void
}

const names = { errors: 'Error reports', usage: 'Usage counts' } as const

/** Answers for the person or says how it stands; resolves with the exit code: 1 when a wish could not be kept. */
export async function runTelemetryCommand(command: TelemetryCommand): Promise<0 | 1> {
  const { place, clock } = command
  const operator = await readOperator(command.operatorFile)
  const gate = createGate({
    ...command,
    ...{ operator, path: place.consent, now: () => clock.now() },
    store: createConsentStore({ path: place.consent, clock }),
    notify: ({ message }) => command.isJson || command.write(`${message}\n`),
  })
  await gate.look()
  switch (command.action) {
    case 'status':
      break
    case 'on':
      if (!(await switchOn(command, gate))) return 1
      break
    case 'off':
      if (!(await switchOff(command, gate))) return 1
      break
  }
  await gate.look()
  await tell(command, { gate, operator })
  return 0
}

const by = `${brand.command} telemetry`

async function switchOn(command: TelemetryCommand, gate: Gate): Promise<boolean> {
  const possible = telemetryKinds.filter((kind) => gate.obstacle(kind) === null)
  if (possible.length === 0) {
    const obstacle = gate.obstacle('errors') ?? gate.obstacle('usage')
    const why = obstacle === null ? 'nothing is possible' : holdWords(obstacle)
    refuse(command, `Telemetry cannot be switched on: ${why}. Nothing is sent.`)
    return false
  }
  const errors = possible.includes('errors')
  const usage = possible.includes('usage')
  return kept(command, await gate.answer({ errors, usage, by }))
}

async function switchOff(command: TelemetryCommand, gate: Gate): Promise<boolean> {
  const written = kept(command, await gate.answer({ errors: false, usage: false, by }))
  // What waits goes in any case: deleting needs no place on the disk.
  await rm(command.place.telemetry, { recursive: true, force: true })
  await removeSdkFolders(command.sdkFolders)
  return written
}

function kept(
  command: TelemetryCommand,
  written: { readonly ok: true } | { readonly ok: false; readonly error: string },
): boolean {
  if (written.ok) return true
  refuse(
    command,
    `The answer could not be saved (${written.error}). What was answered before holds. Free disk space or make ${command.home} writable, then repeat.`,
  )
  return false
}

function refuse({ isJson, write }: TelemetryCommand, message: string): void {
  write(isJson ? `${JSON.stringify({ ok: false, message })}\n` : `${message}\n`)
}

async function tell(
  command: TelemetryCommand,
  { gate, operator }: { readonly gate: Gate; readonly operator: Operator },
): Promise<void> {
  const outbox = await openOutbox({ folder: command.place.telemetry, clock: command.clock })
  const of = (kind: TelemetryKind) => {
    const hold = gate.hold(kind)
    return {
      on: hold === null,
      why: hold === null ? null : holdWords(hold),
      receiver: operator[kind]?.host ?? null,
      queued: outbox.count(kind),
    }
  }
  const state = { errors: of('errors'), usage: of('usage') }
  if (command.isJson) {
    const policyVersion = policyVersionOf(operator)
    const answers = gate.history()
    command.write(`${JSON.stringify({ ok: true, policyVersion, ...state, answers })}\n`)
    return
  }
  for (const kind of telemetryKinds) {
    const { on, why, receiver, queued } = state[kind]
    const waiting = queued > 0 ? `, ${queued} waiting` : ''
    command.write(`${names[kind]}: ${on ? `on, to ${receiver}${waiting}` : `off, ${why}`}\n`)
  }
}
