import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, resolve } from 'node:path'
import type { CheckedPolicy } from '../shared/bouncer/draft.ts'
import type { PolicyReplay } from '../shared/bouncer/replay.ts'
import { brand } from '../shared/brand.ts'
import { type Failure, failure } from '../shared/kit/failure.ts'
import { organisationFolder, placesIn } from './app/places.ts'
import { checkDraft, createReplays, type DraftPlace, inspectGrants } from './bouncer/index.ts'
import type { Call } from './commands/command.ts'
import { commandErrors } from './commands/command-errors.ts'
import { homeExists } from './commands/home-exists.ts'
import { readDecisions, readMoment } from './commands/read-arguments.ts'
import { refuse, refuseFound, refuseUnreadable, refuseWith, tell } from './commands/tell.ts'
import { systemClock } from './kit/clock.ts'
import { packsOfHome } from './packs-of-home.ts'

/** The text of the file that is meant, or the exit code of having said why it cannot be read. */
async function textOf(call: Call, file: string): Promise<string | 1> {
  try {
    return await readFile(resolve(file), 'utf8')
  } catch (error) {
    return refuseUnreadable(call, resolve(file), error)
  }
}

/** The files that are meant: the one that is named, else the person's own. */
function fileOf({ operands, home }: Call): string {
  return operands[0] ?? `${home}/policies/user.yaml`
}

/** Where the rules lie that a file is held beside. */
async function rulesOf({ home }: Call) {
  return { home, organisationFolder: organisationFolder(), packs: await packsOfHome(home) }
}

const LAYERS: Readonly<Record<string, DraftPlace['layer']>> = {
  user: 'user',
  project: 'workspace',
  organisation: 'organisation',
}

/** Whose rules a file holds: as `--layer` says, else as its path does. */
function placeOf(call: Call, file: string): DraftPlace {
  const path = resolve(file)
  const folder = dirname(path)
  const isOfProject = isPolicyName(path) && basename(folder) === brand.homeFolder
  const isOfOrganisation = isPolicyName(path) && folder === organisationFolder()
  const byPath = isOfOrganisation ? 'organisation' : 'user'
  const layer = LAYERS[call.text('layer') ?? ''] ?? (isOfProject ? 'workspace' : byPath)
  if (layer !== 'workspace') return { layer, path }
  return { layer, path, workspace: isOfProject ? dirname(folder) : process.cwd() }
}

function isPolicyName(path: string): boolean {
  return /^policy\.(?:yaml|json)$/.test(basename(path))
}

async function checked(call: Call): Promise<CheckedPolicy | 1> {
  const file = fileOf(call)
  const text = await textOf(call, file)
  if (text === 1) return 1
  const place = placeOf(call, file)
  const workspace = place.layer === 'workspace' ? place.workspace : process.cwd()
  const found = await checkDraft(text, {
    rules: await rulesOf(call),
    ground: { workspace, home: homedir() },
    place,
  })
  return found.ok ? found.value : refuse(call, found.error)
}

/** Plays the `expect` cases of a policy file; answers 1 when one of them is not met. */
export async function testPolicy(call: Call): Promise<0 | 1> {
  const found = await checked(call)
  if (found === 1) return 1
  const { cases } = found
  const missed = cases.filter(({ isMet }) => !isMet)
  const lines = cases.map(({ rule, number, isMet, expected, got, by, ...one }) => {
    const named = `${isMet ? 'ok ' : 'no '} ${rule} ${number}: ${one.tool} ${JSON.stringify(one.input)}`
    return isMet ? named : `${named}\n    expected ${expected}, is ${got} by ${by[0] ?? 'no rule'}`
  })
  const sum = `${cases.length - missed.length} of ${cases.length} cases met.`
  const text = `${[...lines, sum].join('\n')}\n`
  if (missed.length === 0) return tell(call, { cases }, text)
  const slots = { missed: missed.length, cases: cases.length }
  const failed = failure(commandErrors, 'command.cases-missed', slots)
  return refuseFound(call, failed, { data: { cases }, text: `${lines.join('\n')}\n` })
}

const HINTS = {
  'no-case': 'has no case of its own under expect, so nothing tells when it stops working',
  'no-matching-case': 'decides none of its own cases',
  'same-condition': 'looks for the same as',
} as const

/** Says what of a policy file does not count and what deserves a look; answers 1 when something does not count. */
export async function lintPolicy(call: Call): Promise<0 | 1> {
  const found = await checked(call)
  if (found === 1) return 1
  const { problems, hints, rules } = found
  const said = hints.map(
    ({ rule, kind, other }) =>
      `hint  ${rule} ${HINTS[kind]}${other === undefined ? '' : ` ${other}`}`,
  )
  const lines = [...problems.map((problem) => `wrong ${problem}`), ...said]
  const data = { rules, problems, hints }
  if (problems.length === 0) {
    return tell(call, data, `${[...lines, `${rules} rules count.`].join('\n')}\n`)
  }
  const failed = failure(commandErrors, 'command.policy-faults', { count: problems.length })
  return refuseFound(call, failed, { data, text: `${lines.join('\n')}\n` })
}

/** Judges the recorded calls by a file in the place of the rules of its layer; answers 1 when a change of a kind to fail on was found, or no call. */
export async function replayPolicyFile(call: Call): Promise<0 | 1> {
  const { home } = call
  if (!(await homeExists(home))) {
    return refuseWith(call, 'command.no-home', { home, what: 'judge again' })
  }
  const file = call.text('policy') ?? ''
  const text = await textOf(call, file)
  if (text === 1) return 1
  const { logs: folder, grants } = placesIn(home)
  const sinceMs = readMoment(call.text('since') ?? '1970-01-01', Date.now()) ?? 0
  const place = placeOf(call, file)
  const replays = createReplays()
  const played = await replays.run({
    ...{ kind: 'policy', draft: { kind: 'file', text, place } },
    calls: { folder, home: homedir(), sinceMs },
    rules: await rulesOf(call),
    grants: await inspectGrants(grants, systemClock),
  })
  if (!played.ok) return refuse(call, played.error)
  const failed = failureOf(call, played.value, place)
  const said = sentences(played.value)
  if (!failed) return tell(call, played.value, said)
  return refuseFound(call, failed, { data: played.value, text: said })
}

/** A gate that looked at nothing holds nothing back, so that is a failure too. */
function failureOf(call: Call, { calls, newly }: PolicyReplay, place: DraftPlace): Failure | null {
  if (calls === 0) {
    const where = place.layer === 'workspace' ? place.workspace : call.home
    return failure(commandErrors, 'command.replay-nothing', { where })
  }
  const failOn = call.text('fail-on')
  const failing = failOn === undefined ? [] : (readDecisions(failOn) ?? [])
  if (!failing.some((kind) => newly[kind] > 0)) return null
  return failure(commandErrors, 'command.replay-changes', { kinds: failing.join(', ') })
}

const BY = { rules: '', grant: ' by a grant', ai: ' by the AI review' } as const

function sentences({ newly, calls, answered, examples }: PolicyReplay): string {
  const lines = examples.map(
    ({ entry, from, by, to, rule, call }) =>
      `${String(entry).padStart(8)}  ${from}${BY[by]} → ${to}  ${rule || 'no rule'}\n          ${call}`,
  )
  const sum = `Would newly deny ${newly.deny}, ask ${newly.ask} and allow ${newly.allow} of ${calls} calls.`
  const { grant, ai } = answered
  const beside =
    grant + ai === 0
      ? []
      : [
          `Of those calls a grant answers ${grant} by now and the AI review ${ai}; rules of files heed neither.`,
        ]
  return `${[...lines, sum, ...beside].join('\n')}\n`
}
