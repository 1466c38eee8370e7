import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { ToolCall } from '../shared/bouncer/model.ts'
import { type Failure, failure } from '../shared/kit/failure.ts'
import type { CallId, SessionId } from '../shared/kit/ids.ts'
import { organisationFolder } from './app/places.ts'
import {
  createPolicies,
  explainCall,
  observeCall,
  type Policies,
  readCall,
  verdictOn,
  withRewrite,
} from './bouncer/index.ts'
import { commandErrors } from './commands/command-errors.ts'
import { failureJson } from './kit/failure-json.ts'
import { packsOfHome } from './packs-of-home.ts'

/** What is to be explained, and by which rules. */
export interface ExplainWanted {
  /** The words of a command; none when rows are read from `input`. */
  readonly words: readonly string[]
  /** JSON rows, one call a line; null when a command is given. */
  readonly input: AsyncIterable<string> | null
  readonly home: string
  /** A file whose rules count as the person's own, besides theirs. */
  readonly policyFile?: string
  /** Writes one JSON object instead of sentences. */
  readonly isJson?: boolean
  readonly write: (text: string) => void
}

/** Prints how calls are judged; answers 1 when a row or the given policy file cannot be read, else 0. */
export async function explainCommand(wanted: ExplainWanted): Promise<0 | 1> {
  const { home, policyFile } = wanted
  const packs = await packsOfHome(home)
  const policies = createPolicies({
    home,
    organisationFolder: organisationFolder(),
    packs: () => packs,
    notify: () => undefined,
    ...(policyFile === undefined ? {} : { moreUserFiles: [resolve(policyFile)] }),
  })
  const calls = wanted.input ? await callsIn(wanted.input) : [commandCall(wanted.words)]
  return wanted.isJson ? explainAsData(wanted, policies, calls) : explain(wanted, policies, calls)
}

type Rows = readonly (ToolCall | string)[]

async function explain(
  { policyFile, write }: ExplainWanted,
  policies: Policies,
  calls: Rows,
): Promise<0 | 1> {
  for (const [at, call] of calls.entries()) {
    if (typeof call === 'string') {
      write(`Line ${at + 1}: ${call}\n`)
      continue
    }
    const policy = await policies.policyFor(call.workspace)
    const { files } = await policies.overview([call.workspace])
    write(`${at === 0 ? '' : '\n'}${explainCall(call, { policy, files }).join('\n')}\n`)
  }
  const given = await givenFile(policies, policyFile)
  if (given?.state === 'absent') {
    write(`There is no file at ${given.path}, so it added no rules.\n`)
  }
  const isGivenRead = given === null || given.state === 'in-force'
  return isGivenRead && calls.every((call) => typeof call !== 'string') ? 0 : 1
}

/** The state of the file that was named; null where none was. */
async function givenFile(policies: Policies, file: string | undefined) {
  if (file === undefined) return null
  const { files } = await policies.overview([])
  return files.find(({ path }) => path === resolve(file)) ?? null
}

async function explainAsData(
  { policyFile, write }: ExplainWanted,
  policies: Policies,
  calls: Rows,
): Promise<0 | 1> {
  const told: object[] = []
  for (const [at, call] of calls.entries()) {
    told.push(
      typeof call === 'string' ? { line: at + 1, error: call } : await explained(call, policies),
    )
  }
  const given = await givenFile(policies, policyFile)
  const folders = calls.flatMap((call) => (typeof call === 'string' ? [] : [call.workspace]))
  const { files } = await policies.overview(folders)
  const unread = calls.filter((call) => typeof call === 'string').length
  const failed = failureOf({ given, unread, rows: calls.length })
  const value = {
    ...(failed ? failureJson(failed) : { ok: true }),
    calls: told,
    policies: files
      .filter((file) => file.state !== 'absent' || file === given)
      .map(({ path, layer, state, problems }) => ({ path, layer, state, problems })),
  }
  write(`${JSON.stringify(value)}\n`)
  return failed ? 1 : 0
}

function failureOf(seen: {
  readonly given: Awaited<ReturnType<typeof givenFile>>
  readonly unread: number
  readonly rows: number
}): Failure | null {
  const { given, unread, rows } = seen
  if (unread > 0) return failure(commandErrors, 'command.rows-unread', { unread, rows })
  if (given === null || given.state === 'in-force') return null
  return failure(commandErrors, 'command.policy-unread', { path: given.path, state: given.state })
}

/** One call's verdict as data: the rules that decided with whose they are, the strongest first. */
async function explained(call: ToolCall, policies: Policies): Promise<object> {
  const policy = await policies.policyFor(call.workspace)
  const { tool, input, cwd } = call
  const seen = observeCall(call, { policy })
  // The same gentler command as on the card of the question.
  const verdict = withRewrite(seen, verdictOn(seen))
  const rules = verdict.rules.map((id) => {
    const rule = policy.publicRules.find((one) => one.id === id)
    return {
      id,
      layer: rule?.layer ?? null,
      decision: rule?.decision ?? null,
      why: rule?.why ?? null,
    }
  })
  return { tool, input, cwd, ...verdict, rules, rewrite: verdict.rewrite ?? null }
}

async function callsIn(input: AsyncIterable<string>): Promise<(ToolCall | string)[]> {
  let text = ''
  for await (const chunk of input) text += chunk
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      try {
        return readCall(JSON.parse(line))
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    })
}

/** One word is a whole command line; several are the words of one command. */
function commandCall(words: readonly string[]): ToolCall {
  const [only = ''] = words
  const command = words.length === 1 ? only : words.map(quote).join(' ')
  const cwd = process.cwd()
  return {
    id: 'explain' as CallId,
    sessionId: 'explain' as SessionId,
    tool: 'Bash',
    input: { command },
    cwd,
    workspace: cwd,
    home: homedir(),
  }
}

function quote(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
