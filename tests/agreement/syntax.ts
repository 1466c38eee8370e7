import { execFile } from 'node:child_process'
import { forEachChild, parse, type SyntaxNode } from 'unbash'
import { generateScript } from './grammar/script.ts'
import { createRandom, type Random } from './random.ts'

/** A text that bash and our parser judge differently. */
export interface Difference {
  readonly seed: number
  readonly script: string
  readonly bash: 'accepts' | 'rejects'
}

const PIECES = [
  "'",
  '"',
  '`',
  '$(',
  ')',
  '{',
  '}',
  ';',
  '&',
  '|',
  '\n',
  'do',
  'done',
  'fi',
  '<<',
  '(',
  '\\',
  'esac',
  ' ',
]

/** A generated script with pieces left out, doubled or put in, so that many are not valid. */
export function mutatedScript(seed: number): string {
  const random = createRandom(seed)
  let text = generateScript(seed)
  for (let count = random.below(4); count > 0; count--) text = mutated(random, text)
  return text
}

function mutated(random: Random, text: string): string {
  const at = random.below(text.length + 1)
  const size = 1 + random.below(6)
  switch (random.below(3)) {
    case 0:
      return text.slice(0, at) + text.slice(at + size)
    case 1:
      return text.slice(0, at) + random.pick(PIECES) + text.slice(at)
    default:
      return text.slice(0, at) + text.slice(at, at + size) + text.slice(at)
  }
}

/** Whether our parser finds an error anywhere, in nested scripts too. */
function hasErrors(text: string): boolean {
  let found = false
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Script' && 'errors' in node && (node.errors?.length ?? 0) > 0) found = true
    forEachChild(node, visit)
  }
  visit(parse(text))
  return found
}

const SEPARATOR = '\u0001'

/** Checks each text with `bash -n`, in one process that only parses; nothing is executed. */
function bashAccepts(texts: readonly string[]): Promise<boolean[]> {
  const check =
    'while IFS= read -r -d $\'\\1\' text; do bash -n -c "$text" 2>/dev/null && echo 1 || echo 0; done'
  return new Promise((resolve, reject) => {
    const options = { env: { PATH: '/usr/bin:/bin' }, timeout: 60_000, maxBuffer: 1 << 24 }
    const child = execFile('bash', ['-c', check], options, (error, out) => {
      if (error) reject(error)
      else
        resolve(
          out
            .split('\n')
            .filter(Boolean)
            .map((line) => line === '1'),
        )
    })
    child.stdin?.end(texts.map((text) => text + SEPARATOR).join(''))
  })
}

/** Texts of which bash and our parser differ on whether they are valid. */
export async function findDifferences(seeds: readonly number[]): Promise<Difference[]> {
  const scripts = seeds.map(mutatedScript)
  const accepted = await bashAccepts(scripts)
  return seeds.flatMap((seed, index) => {
    const script = scripts[index] ?? ''
    const bash = accepted[index] === true
    if (bash !== hasErrors(script)) return []
    return [{ seed, script, bash: bash ? ('accepts' as const) : ('rejects' as const) }]
  })
}
