import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { CheckedPolicy } from '../shared/bouncer/draft.ts'
import type { PolicyReplay } from '../shared/bouncer/replay.ts'
import { failure } from '../shared/kit/failure.ts'
import { organisationFolder, placesIn } from './app/places.ts'
import { checkDraft, createReplays } from './bouncer/index.ts'
import type { Call } from './commands/command.ts'
import { commandErrors } from './commands/command-errors.ts'
import { readDecisions, readMoment } from './commands/read-arguments.ts'
import { refuse, refuseFound, refuseUnreadable, tell } from './commands/tell.ts'
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

async function checked(call: Call): Promise<CheckedPolicy | 1> {
  const text = await textOf(call, fileOf(call))
  if (text === 1) return 1
  const found = await checkDraft(text, {
    rules: await rulesOf(call),
    ground: { workspace: process.cwd(), home: homedir() },
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

/** Judges the recorded calls by a file in the place of the person's rules; answers 1 when a change of a kind to fail on was found. */
export async function replayPolicyFile(call: Call): Promise<0 | 1> {
  const draft = await textOf(call, call.text('policy') ?? '')
  if (draft === 1) return 1
  const sinceMs = readMoment(call.text('since') ?? '1970-01-01', Date.now()) ?? 0
  const replays = createReplays()
  const played = await replays.run({
    kind: 'policy',
    draft,
    calls: { folder: placesIn(call.home).logs, home: homedir(), sinceMs },
    rules: await rulesOf(call),
  })
  if (!played.ok) return refuse(call, played.error)
  const { newly } = played.value
  const failOn = call.text('fail-on')
  const failing = failOn === undefined ? [] : (readDecisions(failOn) ?? [])
  const isFailing = failing.some((kind) => newly[kind] > 0)
  const text = sentences(played.value)
  if (!isFailing) return tell(call, played.value, text)
  const slots = { kinds: failing.join(', ') }
  const failed = failure(commandErrors, 'command.replay-changes', slots)
  return refuseFound(call, failed, { data: played.value, text })
}

function sentences({ newly, calls, examples }: PolicyReplay): string {
  const lines = examples.map(
    ({ entry, from, to, rule, call }) =>
      `${String(entry).padStart(8)}  ${from} → ${to}  ${rule || 'no rule'}\n          ${call}`,
  )
  const sum = `Would newly deny ${newly.deny}, ask ${newly.ask} and allow ${newly.allow} of ${calls} calls.`
  return `${[...lines, sum].join('\n')}\n`
}
