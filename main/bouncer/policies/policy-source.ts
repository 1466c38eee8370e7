import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { maxPolicyLength } from '../../../shared/bouncer/draft.ts'
import { policyErrors } from '../../../shared/bouncer/errors.ts'
import type { PolicyFileStatus } from '../../../shared/bouncer/policy.ts'
import { failure } from '../../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import { isMissing, systemCode } from '../../kit/system-code.ts'
import type { SourcedRule, UnreadFile } from '../rules/policy.ts'
import type { PolicyProblem } from './read-policy.ts'
import { sourceRules } from './source-rules.ts'

/** What one policy file adds to the rules in force. */
export interface SourceState {
  readonly status: PolicyFileStatus
  readonly rules: readonly SourcedRule[]
  /** Set while what the file forbids is not known. */
  readonly unread: UnreadFile | null
}

/** One place where a policy file may lie. */
export interface PolicySource {
  /** Reads the file when it changed since the last look; never rejects. The same object while nothing changed. */
  look(): Promise<SourceState>
}

/** Where the file lies and whose rules it holds. */
export interface SourcePlace {
  readonly layer: UnreadFile['layer']
  /** Absolute path. */
  readonly path: string
}

/** Takes all that is wrong with a file now, as sentences for the person. */
export type Tell = (problems: readonly string[]) => void

/** Watches one file by looking at its size, times and identity before each use. */
export function createPolicySource(place: SourcePlace, tell: Tell): PolicySource {
  let seen: string | null = null
  let state = absent(place)
  let running: Promise<SourceState> | null = null

  const look = async (): Promise<SourceState> => {
    const signature = await signatureOf(place.path)
    if (signature === seen) return state
    state = await nextState(place, { before: state, isThere: signature !== null })
    seen = signature
    tell(state.status.problems)
    return state
  }

  return {
    look: () => {
      running ??= look().finally(() => {
        running = null
      })
      return running
    },
  }
}

/** What changes whenever the file does; null when there is none. */
async function signatureOf(path: string): Promise<string | null> {
  try {
    const { mtimeNs, ctimeNs, size, ino } = await stat(path, { bigint: true })
    return `${mtimeNs} ${ctimeNs} ${size} ${ino}`
  } catch (error) {
    return isMissing(error) || systemCode(error) === 'ENOTDIR' ? null : `${systemCode(error)}`
  }
}

function absent({ layer, path }: SourcePlace): SourceState {
  return {
    status: { layer, path, state: 'absent', rules: 0, problems: [] },
    rules: [],
    unread: null,
  }
}

async function nextState(
  place: SourcePlace,
  file: { readonly before: SourceState; readonly isThere: boolean },
): Promise<SourceState> {
  if (!file.isThere) return absent(place)
  const text = await readBounded(place.path)
  // Loaded with the first file: most homes have none, and the parser would slow every start.
  const { readPolicy } = await import('./read-policy.ts')
  const read = text.ok ? readPolicy(text.value) : text
  if (!read.ok) return broken(place, read.error, file.before)
  const { rules, problems } = sourceRules(read.value, place)
  return {
    status: { ...place, state: 'in-force', rules: rules.length, problems },
    rules,
    unread: null,
  }
}

/** The last good rules stay; where there never were any, what the file forbids is not known. */
function broken(place: SourcePlace, problem: PolicyProblem, before: SourceState): SourceState {
  const { rules } = before
  const isKept = before.status.state === 'in-force' || before.status.state === 'kept'
  const line = problem.line === null ? '' : `line ${problem.line}: `
  const code = isKept ? 'policy.kept' : 'policy.broken'
  const what = `${line}${problem.what}`
  const { message } = failure(policyErrors, code, { path: place.path, what })
  const state = isKept ? 'kept' : 'broken'
  return {
    status: { ...place, state, rules: rules.length, problems: [message] },
    rules,
    unread: isKept ? null : { layer: place.layer, file: place.path },
  }
}

/** Reads a plain file of bearable size; a pipe or device is refused without waiting for it. */
async function readBounded(path: string): Promise<Result<string, PolicyProblem>> {
  const refuse = (what: string) => err({ line: null, what })
  try {
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      const found = await handle.stat()
      if (!found.isFile()) return refuse('it is not a plain file')
      if (found.size > 4 * maxPolicyLength)
        return refuse(`it is longer than ${maxPolicyLength / 1024} KB`)
      return ok(new TextDecoder('utf-8', { fatal: true }).decode(await handle.readFile()))
    } finally {
      await handle.close()
    }
  } catch (error) {
    return refuse(error instanceof TypeError ? 'it is not UTF-8 text' : openWords(error))
  }
}

function openWords(error: unknown): string {
  const code = systemCode(error)
  if (code === 'EACCES' || code === 'EPERM') return 'this account may not open it'
  return `the system says ${code ?? String(error)}`
}
