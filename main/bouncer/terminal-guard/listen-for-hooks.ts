import { randomBytes } from 'node:crypto'
import { chmod, stat } from 'node:fs/promises'
import type { ToolCall } from '../../../shared/bouncer/model.ts'
import type { LastCall } from '../../../shared/bouncer/terminal-guard.ts'
import { brand } from '../../../shared/brand.ts'
import type { Notify, TakeBack } from '../../kit/announce.ts'
import { replaceFile } from '../../kit/atomic-file.ts'
import type { Clock } from '../../kit/clock.ts'
import { isThere } from '../../kit/is-there.ts'
import type { Logger } from '../../kit/logger.ts'
import { makeFolder } from '../../kit/make-folder.ts'
import { systemCode } from '../../kit/system-code.ts'
import { failureVerdict } from '../failure-verdict.ts'
import type { Bouncer, Judgement } from '../judge.ts'
import { type AskedInTerminals, createAskedInTerminals } from './asked-in-terminals.ts'
import { type GuardPlaces, guardPlaces } from './guard-places.ts'
import { type DoorAnswer, type HookDoor, openHookDoor } from './hook-door.ts'
import {
  callOf,
  type HookAnswer,
  type HookInput,
  type HookRequest,
  hookAnswer,
  type OwnAgent,
  projectRoot,
  terminalSession,
} from './hook-request.ts'
import { createRunningNote } from './running-note.ts'
import { createTerminalCards, type TerminalCardsDeps } from './terminal-cards.ts'

/** The app's side of the terminal guard while it runs. */
export interface HookListener {
  isListening(): boolean
  close(): Promise<void>
}

/** What listening needs. */
export interface HookListenerDeps {
  /** Absolute home folder of the app, and of the person. */
  readonly home: string
  readonly userHome: string
  readonly clock: Clock
  readonly logger: Logger
  readonly notify: Notify
  readonly takeBack: TakeBack
  judge(call: ToolCall): Promise<Judgement>
  recordAnswer: Bouncer['recordAnswer']
  whyBarred: Bouncer['whyBarred']
  refuse: Bouncer['refuse']
  giveGrant: Bouncer['giveGrant']
  readonly inbox: TerminalCardsDeps['inbox']
  /** An agent in a terminal of the app began a conversation, or took one up. */
  startedInTerminal(terminal: string, session: ToolCall['sessionId']): void
  /** The app's own session of an agent's session id; null for an agent of a terminal. */
  ownAgent(agentSessionId: string): OwnAgent | null
}

/** How often it is looked whether the socket, and the note that leads to it, are still in their places, in milliseconds. */
const lookMs = 500
const lastCallMs = 1_000
const mostSessions = 200
const notListeningKey = 'terminal-guard.not-listening'
const noted: DoorAnswer = { decision: 'allow', reason: '' }
const unreadable: DoorAnswer = { decision: 'deny', reason: 'The call could not be read.' }

/** Listens for the hooks of agents in terminals; never rejects: what fails is told in a notice. */
export async function listenForHooks(deps: HookListenerDeps): Promise<HookListener> {
  const place = guardPlaces(deps.home)
  const answer = answering(deps, place)
  const note = createRunningNote(place.running)
  let door: HookDoor | null = null
  let isClosed = false

  const open = async () => {
    const [key, proof] = [secretWord(), secretWord()]
    const path = process.platform === 'win32' ? pipeName() : place.socket
    await makeOwnFolder(place.folder)
    const onCrowded = () =>
      deps.notify({ level: 'warning', source: 'bouncer', message: crowded(place) })
    door = await openHookDoor({ path, key, proof, answer, onCrowded })
    const pipe = path === place.socket ? {} : { pipe: path }
    await note.write({ v: 1, pid: process.pid, key, proof, ...pipe })
  }
  const tryToOpen = async () => {
    try {
      await open()
      deps.takeBack(notListeningKey)
    } catch (error) {
      await door?.close()
      door = null
      const message = notListening(place, error)
      deps.notify({ level: 'error', source: 'bouncer', message, key: notListeningKey })
    }
  }
  const reopen = async (old: HookDoor) => {
    await old.close()
    await tryToOpen()
    if (door === null) return
    deps.notify({ level: 'warning', source: 'bouncer', message: displaced(place) })
  }
  const look = async () => {
    if (isClosed) return
    if (door === null) return tryToOpen()
    if (!(await door.isInPlace())) return reopen(door)
    if (!(await note.putBack())) return
    deps.notify({ level: 'warning', source: 'bouncer', message: unfound(place) })
  }

  await tryToOpen()
  let looking: Promise<void> | null = null
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => deps.logger.error('terminal guard not looked at', { error }))
      .finally(() => {
        looking = null
      })
  }, lookMs).unref()
  return {
    isListening: () => door !== null,
    async close() {
      isClosed = true
      clearInterval(timer)
      await looking
      if (door === null) return
      await note.remove()
      await door.close()
      door = null
    },
  }
}

const secretWord = () => randomBytes(24).toString('hex')
const pipeName = () => `\\\\.\\pipe\\${brand.command}-guard-${secretWord()}`

/** A folder that others can open is closed to them: whoever can write here answers for us. */
async function makeOwnFolder(folder: string): Promise<void> {
  await makeFolder(folder, 0o700)
  const { mode } = await stat(folder)
  if ((mode & 0o077) !== 0) await chmod(folder, 0o700)
}

function notListening({ socket }: GuardPlaces, error: unknown): string {
  return `Calls of agents in a terminal cannot be judged: ${socket} could not be opened (${systemCode(error)}). They are treated as you chose for when ${brand.name} does not run. Free the place; it is tried again twice a second.`
}

function displaced({ socket }: GuardPlaces): string {
  return `Something removed or replaced ${socket}, where agents in a terminal ask. Calls were denied meanwhile, or treated as you chose for when ${brand.name} does not run, and ${brand.name} is back in its place. Look at what else runs under your account.`
}

function unfound({ running }: GuardPlaces): string {
  return `Something changed or removed ${running}, by which agents in a terminal find ${brand.name}. Calls were denied meanwhile, or treated as you chose for when ${brand.name} does not run. It was written anew. Look at what else runs under your account.`
}

function crowded({ socket }: GuardPlaces): string {
  return `More programs ask at ${socket} at once than can be answered. Calls of agents in a terminal that found no place were denied. Look at what else runs under your account.`
}

/** How one request is answered: never by a rejection. */
function answering(deps: HookListenerDeps, place: GuardPlaces) {
  const questions = createAskedInTerminals(deps)
  const cards = createTerminalCards({ ...deps, questions })
  const judged = judging(deps, { place, questions, judged: cards.judged })
  const heard = async ({ ran, started, terminal }: HookRequest): Promise<DoorAnswer> => {
    if (started !== null && terminal !== null) {
      deps.startedInTerminal(terminal, terminalSession(started.session_id))
    }
    if (ran === null) return noted
    await cards.ran({ sessionId: terminalSession(ran.session_id), id: ran.tool_use_id })
    return noted
  }
  return async (request: HookRequest, signal: AbortSignal): Promise<DoorAnswer> => {
    const { input, ran, started, question } = request
    try {
      if (question !== null) {
        return await cards.ask({ question, folder: request.project }, signal)
      }
      if (ran !== null || started !== null) return await heard(request)
      return input === null ? unreadable : await judged(input, request.project)
    } catch (error) {
      deps.logger.error('call of a terminal not judged', { error })
      return spoken(failureVerdict(error instanceof Error ? error.message : String(error)))
    }
  }
}

interface JudgingParts {
  readonly place: GuardPlaces
  readonly questions: AskedInTerminals
  judged(call: ToolCall): void
}

/** Judges a call in the session that it belongs to; rejects when that cannot be done. */
function judging(deps: HookListenerDeps, { place, questions, judged }: JudgingParts) {
  const roots = createRoots(deps.userHome, place.noProject)
  const keepLast = lastCallKeeper(deps.clock, place)
  return async (input: HookInput, project: string | null): Promise<DoorAnswer> => {
    const own = deps.ownAgent(input.session_id)
    const root = own?.workspace ?? (await roots(input.session_id, project ?? input.cwd))
    const call = callOf({ input }, own, { root, home: deps.userHome })
    const judgement = await deps.judge(call)
    const { verdict } = judgement
    // The gate of the session asks by itself; both must say the same.
    if (own) return { decision: verdict.decision, reason: verdict.reason }
    keepLast(call, verdict.decision)
    judged(call)
    const answer = hookAnswer(verdict, input)
    if (answer.decision === 'ask') questions.asked(call, judgement)
    return spoken(answer)
  }
}

/** People read it between lines of the agent's program, so it says who speaks. */
function spoken({ decision, reason }: HookAnswer): DoorAnswer {
  return { decision, reason: `${brand.name}: ${reason}` }
}

/** The project of each session, as it was at its first call. */
function createRoots(home: string, noProject: string) {
  const roots = new Map<string, Promise<string>>()
  return (session: string, start: string): Promise<string> => {
    const known = roots.get(session)
    if (known !== undefined) return known
    const look = (path: string) => isThere(path).catch(() => false)
    const found = projectRoot(start, home, look).then((root) => root ?? noProject)
    roots.set(session, found)
    const [oldest] = roots.keys()
    if (roots.size > mostSessions && oldest !== undefined) roots.delete(oldest)
    return found
  }
}

/** Writes the newest call down for `status`, at most once a second; nothing depends on it. */
function lastCallKeeper(clock: Clock, place: GuardPlaces) {
  let newest: LastCall | null = null
  let isDue = false
  const write = () => {
    isDue = false
    replaceFile(place.lastCall, `${JSON.stringify(newest)}\n`, { isDurable: false }).catch(
      // A full disk shows in the record; this line is only for looking.
      () => undefined,
    )
  }
  return ({ tool, cwd }: ToolCall, decision: LastCall['decision']) => {
    newest = { at: Math.trunc(clock.now()), tool, decision, cwd }
    if (isDue) return
    isDue = true
    setTimeout(write, lastCallMs).unref()
  }
}
