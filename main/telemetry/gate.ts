import { watch } from 'node:fs'
import { basename, dirname, relative } from 'node:path'
import { ok, type Result } from '../../shared/kit/result.ts'
import { type TelemetryKind, telemetryKinds } from '../../shared/telemetry/kinds.ts'
import type { ConsentEntry, Hold } from '../../shared/telemetry/model.ts'
import type { Notify } from '../kit/announce.ts'
import type { ConsentStore, Unkept } from './consent.ts'
import {
  type Ground,
  holdOf,
  type OperatorSeen,
  obstacleOf,
  policyVersionOf,
  wantsAnswer,
} from './hold.ts'

/** What is answered; a question that is not named stays as the newest answer has it, where it may stay. */
export interface Wanted {
  readonly errors?: boolean | undefined
  readonly usage?: boolean | undefined
  /** Kinds that a former yes may go on for. */
  readonly mayStay?: readonly TelemetryKind[]
  readonly by: string
}

/** The one place that says whether something may be sent. */
export interface Gate {
  /** Reads the answers anew and says what may be sent at this moment. */
  look(): Promise<readonly TelemetryKind[]>
  /** As of the last look. */
  hold(kind: TelemetryKind): Hold | null
  obstacle(kind: TelemetryKind): Hold | null
  isWanted(): boolean
  /** Newest first. */
  history(): readonly ConsentEntry[]
  /** Keeps an answer; one that cannot be saved holds everything until one can, here and in later starts. */
  answer(wanted: Wanted): Promise<Result<void, Unkept>>
  /** Says that the error reporter is not part of this build. */
  missReporter(): void
  /** True after that. */
  lacksReporter(): boolean
  erase(): Promise<void>
  /** Looks again when another process writes an answer; returns the way to stop. */
  watch(changed: () => void): () => void
}

/** What the gate needs. */
export interface GateDeps {
  readonly store: ConsentStore
  /** Absolute path of the file of answers. */
  readonly path: string
  readonly home: string
  readonly operator: OperatorSeen
  /** The variable of the environment that switches telemetry off; null where none does. */
  readonly silenced: string | null
  /** True where the error reporter is known to be no part of the build; default false. */
  readonly lacksReporter?: boolean
  now(): number
  readonly notify: Notify
}

/** Creates a gate that is closed until its first look. */
export function createGate(deps: GateDeps): Gate {
  const { store, operator, silenced } = deps
  let history: readonly ConsentEntry[] = []
  let readProblem: string | null = null
  let writeProblem: string | null = null
  let lacksReporter = deps.lacksReporter ?? false

  const ground = (): Ground => ({
    silenced,
    operator,
    answer: history.at(-1) ?? null,
    problem: writeProblem ?? readProblem,
    lacksReporter,
  })
  const hold = (kind: TelemetryKind) => holdOf(kind, ground())

  return {
    hold,
    obstacle: (kind) => obstacleOf(kind, ground()),
    isWanted: () => wantsAnswer(ground()),
    history: () => history.toReversed(),
    async look() {
      const read = await store.read()
      history = read.history
      readProblem = read.problem
      if (read.setAside !== null) deps.notify(tellOfSetAside(relative(deps.home, read.setAside)))
      return telemetryKinds.filter((kind) => hold(kind) === null)
    },
    async answer(wanted) {
      const receivers = {
        errors: operator.errors?.host ?? null,
        usage: operator.usage?.host ?? null,
      }
      const policyVersion = policyVersionOf(operator)
      const { by, mayStay = [] } = wanted
      const written = await store.append((latest) => {
        const of = (kind: TelemetryKind) =>
          wanted[kind] ?? (mayStay.includes(kind) && latest?.[kind] === true)
        const answers = { errors: of('errors'), usage: of('usage') }
        return { at: deps.now(), policyVersion, ...answers, by, receivers }
      })
      writeProblem = written.ok ? null : written.error.cause
      if (!written.ok) return written
      history = [...history, written.value]
      return ok(undefined)
    },
    missReporter() {
      lacksReporter = true
    },
    lacksReporter: () => lacksReporter,
    async erase() {
      await store.erase()
      history = []
    },
    watch(changed) {
      try {
        const name = basename(deps.path)
        const watcher = watch(dirname(deps.path), (_what, file) => {
          if (file === null || file === name) changed()
        })
        watcher.on('error', () => watcher.close())
        watcher.unref()
        return () => watcher.close()
      } catch {
        // Only the page is told later: the answers are read before every request all the same.
        return () => undefined
      }
    },
  }
}

function tellOfSetAside(path: string) {
  return {
    level: 'warning',
    source: 'telemetry',
    message: `What you had answered about telemetry could not be read. The file is kept as ${path}, and nothing is sent. Answer again under Settings, Telemetry.`,
  } as const
}
