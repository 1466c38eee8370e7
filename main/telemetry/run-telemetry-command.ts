import { rm } from 'node:fs/promises'
import { brand } from '../../shared/brand.ts'
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { telemetryErrors } from '../../shared/telemetry/errors.ts'
import { type TelemetryKind, telemetryKinds } from '../../shared/telemetry/kinds.ts'
import type { Clock } from '../kit/clock.ts'
import { createConsentStore, type Unkept } from './consent.ts'
import { createGate, type Gate } from './gate.ts'
import { holdWords, policyVersionOf, silencedBy } from './hold.ts'
import { openOutbox } from './outbox.ts'
import { groundFromOutside, type OutsideGround, standingOf } from './outside-ground.ts'
import { removeSdkFolders } from './telemetry-data-owner.ts'
import type { TelemetryDeps } from './telemetry-deps.ts'

/** What the command can be asked for. */
export type TelemetryAction = 'on' | 'off' | 'status'

/** What the command needs; it works on the files, whether the app runs or not. */
export interface TelemetryCommand
  extends Pick<TelemetryDeps, 'home' | 'place' | 'operatorFile' | 'environment'> {
  readonly action: TelemetryAction
  readonly isJson: boolean
  /** The process that has the home; null where nobody runs on it. */
  readonly runningPid: number | null
  /** Folders that reporters of either host may have left. */
  readonly sdkFolders: readonly string[]
  readonly clock: Clock
  write(text: string): void
  /** Prints a failure the way the other commands do. */
  refuse(failed: Failure): 1
}

const names = { errors: 'Error reports', usage: 'Usage counts' } as const

/** Answers for the person or says how it stands; resolves with the exit code: 1 when a wish could not be kept. */
export async function runTelemetryCommand(command: TelemetryCommand): Promise<0 | 1> {
  const { place, clock } = command
  const ground = await groundFromOutside({ ...command, operatorSeen: place.operatorSeen })
  const store = createConsentStore({ path: place.consent, clock })
  const gate = createGate({
    ...{ ...command, ...ground, path: place.consent, now: () => clock.now() },
    // A question changes nothing, a damaged file neither.
    store: command.action === 'status' ? { ...store, read: store.inspect } : store,
    notify: ({ message }) => command.isJson || command.write(`${message}\n`),
  })
  await gate.look()
  const done = await carriedOut(command, gate)
  if (!done.ok) return command.refuse(done.error)
  await gate.look()
  await tell(command, { gate, ground })
  return 0
}

const by = `${brand.command} telemetry`

async function carriedOut(command: TelemetryCommand, gate: Gate): Promise<Result<void, Failure>> {
  switch (command.action) {
    case 'status':
      return ok(undefined)
    case 'on':
      return switchOn(command, gate)
    case 'off':
      return switchOff(command, gate)
  }
}

async function switchOn(command: TelemetryCommand, gate: Gate): Promise<Result<void, Failure>> {
  const own = silencedBy(command.environment)
  const possible = own === null ? telemetryKinds.filter((kind) => !gate.obstacle(kind)) : []
  if (possible.length === 0) {
    const obstacle = gate.obstacle('errors') ?? gate.obstacle('usage')
    const hold = own === null ? obstacle : ({ kind: 'environment', variable: own } as const)
    const why = hold === null ? 'nothing is possible' : holdWords(hold)
    return err(failure(telemetryErrors, 'telemetry.not-switched', { why }))
  }
  const errors = possible.includes('errors')
  const usage = possible.includes('usage')
  return kept(await gate.answer({ errors, usage, by }))
}

async function switchOff(command: TelemetryCommand, gate: Gate): Promise<Result<void, Failure>> {
  const written = kept(await gate.answer({ errors: false, usage: false, by }))
  // What waits goes in any case: deleting needs no place on the disk.
  await rm(command.place.telemetry, { recursive: true, force: true })
  await removeSdkFolders(command.sdkFolders)
  return written
}

function kept(written: Result<void, Unkept>): Result<void, Failure> {
  if (written.ok) return written
  const { cause, isYesLeft } = written.error
  const code = isYesLeft ? 'telemetry.unsaved' : 'telemetry.unwritable'
  return err(failure(telemetryErrors, code, { cause }))
}

async function tell(
  command: TelemetryCommand,
  { gate, ground }: { readonly gate: Gate; readonly ground: OutsideGround },
): Promise<void> {
  const { operator, source } = ground
  const outbox = await openOutbox({ folder: command.place.telemetry, clock: command.clock })
  const of = (kind: TelemetryKind) => ({
    ...standingOf(kind, gate, source),
    receiver: operator[kind]?.host ?? null,
    queued: outbox.count(kind),
  })
  const state = { errors: of('errors'), usage: of('usage') }
  if (command.isJson) {
    const policyVersion = policyVersionOf(operator)
    const name = operator.status.status === 'ok' ? operator.status.name : null
    const told = { operator: { name, source }, policyVersion, ...state, answers: gate.history() }
    const variable = variableHere(command, ground)
    command.write(`${JSON.stringify({ ok: true, ...told, variable })}\n`)
    return
  }
  for (const kind of telemetryKinds) {
    const { on, why, receiver, queued } = state[kind]
    const waiting = queued > 0 ? `, ${queued} waiting` : ''
    const whereTo = receiver === null ? 'on' : `on, to ${receiver}`
    command.write(`${names[kind]}: ${on ? `${whereTo}${waiting}` : `off, ${why}`}\n`)
  }
  command.write(sourceWords(command, source))
  const variable = variableHere(command, ground)
  if (variable !== null) command.write(variableWords(variable, ground))
}

/** The variable that is set for this command; it may not be set where the app runs. */
function variableHere({ environment }: TelemetryCommand, { silenced }: OutsideGround) {
  const name = silencedBy(environment)
  return name === null ? null : { name, heedsIt: silenced !== null }
}

function variableWords(
  { name }: { readonly name: string },
  { source, silenced }: OutsideGround,
): string {
  if (silenced !== null) return `${name} is set here: what is started with it sends nothing.\n`
  return source === 'running-app'
    ? `${name} is set here and not where the app runs, so it does not hold there. \`${by} off\` does.\n`
    : `${name} is set here; whether it is where the app runs is not known. \`${by} off\` holds there.\n`
}

function sourceWords({ runningPid }: TelemetryCommand, source: OutsideGround['source']): string {
  switch (source) {
    case 'running-app':
      return `This is what the running app says (process ${runningPid}).\n`
    case 'unsaid':
      return `The running app (process ${runningPid}) has not said to whom it sends; your answer holds there.\n`
    case 'last-run':
      return 'No app runs here. This holds for the receivers of the one that ran last.\n'
    case 'this-command':
      return 'No app has run here yet. This holds for the receivers that this command knows.\n'
  }
}
