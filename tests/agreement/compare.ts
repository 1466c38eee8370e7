import type { Believed } from './engine.ts'
import type { Started } from './sandbox.ts'

type Claim = Believed['argvs'][number]

/** The first program that ran unseen, or with arguments the engine had excluded; null when all were seen. */
export function firstMissed(started: readonly Started[], believed: Believed): string | null {
  for (const run of started) {
    if (run.name === 'sh' && believed.argvs.some((claim) => isScript(claim, run))) continue
    if (!believed.names.has(run.name)) return `${run.name} was not seen`
    const asProgram = believed.argvs.filter(([first]) => nameOf(first?.text ?? '') === run.name)
    if (asProgram.length > 0 && !asProgram.some((claim) => isSame(claim, run))) {
      return `${[run.name, ...run.args].map((part) => JSON.stringify(part)).join(' ')} was seen with other arguments only`
    }
  }
  return null
}

function nameOf(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1)
}

/** A file without a first line that names its shell is given to `sh` by whatever starts it. */
function isScript([first, ...rest]: Claim, run: Started): boolean {
  const [file, ...args] = run.args
  if (!first?.text.includes('/') || file !== first.text) return false
  return isSame([first, ...rest], { name: file, args })
}

/** Whether a claim covers a run; where a field is not known it may stand for any number of arguments. */
function isSame(claim: Claim, run: Started): boolean {
  const [first, ...rest] = claim
  if (!first) return false
  const open = rest.findIndex(
    (field) => field.glob || field.listed || field.text.includes('\uFFFC'),
  )
  const known = open < 0 ? rest : rest.slice(0, open)
  if (open < 0 && rest.length !== run.args.length) return false
  return known.every((field, index) => isSameText(field.text, run.args[index] ?? ''))
}

/** Who has a home folder, and the name of the script, are facts of the machine and not of the script. */
function isSameText(claimed: string, given: string): boolean {
  if (claimed === given || withoutNumbers(claimed) === withoutNumbers(given)) return true
  return given.startsWith('~') ? claimed.startsWith('/home/') : /\/in\/w\d+/.test(given)
}

/** Which number the shell gives to the pipe of a `<(…)` is not a matter of the script. */
function withoutNumbers(text: string): string {
  return text.replace(/\/dev\/fd\/\d+(?:-\d+)?/g, '/dev/fd/')
}
