import { judgeByPattern } from '../../main/bouncer/index.ts'
import type { CallId, SessionId } from '../../shared/kit/ids.ts'

/** Stands for text that the engine could not compute. */
const UNKNOWN = '\uFFFC'

/** Rules by which the engine says that it does not know what runs. */
const ADMITS =
  /^(?:call\.(?:unparsed|syntax|unknown-dialect)|unknown\.call|execute\.(?:unknown|input|decoded|download|hidden-code|carried-command|remote-shell)|environment\.loads-code)$/

/** A program with its arguments, as far as the engine knows them. */
type Claimed = readonly {
  readonly text: string
  readonly glob: boolean
  /** Stands for names that a program lists. */
  readonly listed?: boolean
}[]

/** What the engine believes a script may start. */
export interface Believed {
  /** Programs by the last part of their name. */
  readonly names: ReadonlySet<string>
  readonly argvs: readonly Claimed[]
  /** It said that something runs which it cannot name. */
  readonly admits: boolean
  readonly decision: string
  readonly rules: readonly string[]
}

function baseName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1)
}

/** Judges a script and notes every command the engine saw in it. */
export function believe(script: string, folder: string): Believed {
  const names = new Set<string>()
  const argvs: Claimed[] = []
  let computed = false
  const verdict = judgeByPattern(
    {
      id: 'agreement' as CallId,
      sessionId: 'agreement' as SessionId,
      tool: 'Bash',
      input: { command: script },
      cwd: folder,
      workspace: folder,
      home: '/home/mira',
    },
    {
      watch: (argv) => {
        const [first] = argv
        if (!first) return
        if (first.text.includes(UNKNOWN) || first.glob || first.listed) computed = true
        names.add(baseName(first.text))
        // A shell looks for its script on the PATH as well; the script is what it was seen to run.
        if (/^(?:sh|bash)$/.test(baseName(first.text)) && argv[1]) names.add(baseName(argv[1].text))
        argvs.push(argv)
      },
    },
  )
  const stopped = verdict.decision !== 'allow'
  const admits = stopped && (computed || verdict.rules.some((rule) => ADMITS.test(rule)))
  return { names, argvs, admits, decision: verdict.decision, rules: verdict.rules }
}
