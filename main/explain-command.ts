import { homedir } from 'node:os'
import { resolve } from 'node:path'
import type { ToolCall } from '../shared/bouncer/model.ts'
import type { CallId, SessionId } from '../shared/kit/ids.ts'
import { organisationFolder } from './app/places.ts'
import { createPolicies, explainCall, type Policies, readCall } from './bouncer/index.ts'

/** What is to be explained, and by which rules. */
export interface ExplainWanted {
  /** The words of a command; none when rows are read from `input`. */
  readonly words: readonly string[]
  /** JSON rows, one call a line; null when a command is given. */
  readonly input: AsyncIterable<string> | null
  readonly home: string
  /** A file whose rules count as the person's own, besides theirs. */
  readonly policyFile?: string
  readonly write: (text: string) => void
}

/** Prints how calls are judged; answers 1 when a row or the given policy file cannot be read, else 0. */
export async function explainCommand(wanted: ExplainWanted): Promise<0 | 1> {
  const { home, policyFile, write } = wanted
  const policies = createPolicies({
    home,
    organisationFolder: organisationFolder(),
    notify: () => undefined,
    ...(policyFile === undefined ? {} : { moreUserFiles: [resolve(policyFile)] }),
  })
  const calls = wanted.input ? await callsIn(wanted.input) : [commandCall(wanted.words)]
  for (const [at, call] of calls.entries()) {
    if (typeof call === 'string') {
      write(`Line ${at + 1}: ${call}\n`)
      continue
    }
    const policy = await policies.policyFor(call.workspace)
    const { files } = await policies.overview([call.workspace])
    write(`${at === 0 ? '' : '\n'}${explainCall(call, { policy, files }).join('\n')}\n`)
  }
  const isGivenRead = policyFile === undefined || (await isInForce(policies, policyFile, write))
  return isGivenRead && calls.every((call) => typeof call !== 'string') ? 0 : 1
}

async function isInForce(
  policies: Policies,
  file: string,
  write: (text: string) => void,
): Promise<boolean> {
  const { files } = await policies.overview([])
  const given = files.find(({ path }) => path === resolve(file))
  if (given?.state === 'absent') {
    write(`There is no file at ${given.path}, so it added no rules.\n`)
  }
  return given?.state === 'in-force'
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
