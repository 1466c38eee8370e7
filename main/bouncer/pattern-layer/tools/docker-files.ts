import type { FileCommand, Written } from './written.ts'

const STEP = /^\s*(?:ONBUILD\s+)?(RUN|CMD|ENTRYPOINT|HEALTHCHECK)\s+(.*)$/i
const FLAGS = /^(?:--[\w-]+(?:=\S+)?\s+)+/

/** Steps of a container's build: what they delete or install stays in the image. */
export function dockerCommands({ text }: Written): readonly FileCommand[] {
  const found: FileCommand[] = []
  let at = 0
  let open: OpenStep | null = null
  for (const line of text.split('\n')) {
    open = continued(open, line, at)
    if (open?.done) {
      found.push(stepOf(open))
      open = null
    }
    at += line.length + 1
  }
  if (open) found.push(stepOf(open))
  return found
}

interface OpenStep {
  readonly text: string
  readonly at: number
  readonly done: boolean
}

/** The step that a line begins or goes on with. */
function continued(open: OpenStep | null, line: string, at: number): OpenStep | null {
  const begun = open ? null : STEP.exec(line)
  if (!open && !begun) return null
  const body = begun ? (begun[2] ?? '') : line
  const isComment = /^\s*#/.test(body)
  return {
    text: isComment ? (open?.text ?? '') : `${open?.text ?? ''}${body.replace(/\\\s*$/, '')} `,
    at: open?.at ?? at + line.length - body.length,
    done: !isComment && !/\\\s*$/.test(body),
  }
}

function stepOf(step: { readonly text: string; readonly at: number }): FileCommand {
  const text = step.text
    .replace(FLAGS, '')
    .replace(/^CMD\s+/i, '')
    .trim()
  return { text: wordsOf(text) ?? text, at: step.at, runs: 'elsewhere' }
}

/** The form `["program", "argument"]` as one line. */
function wordsOf(text: string): string | null {
  if (!text.startsWith('[')) return null
  const words = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1] ?? '')
  if (words.length === 0) return null
  const [first = '', second = ''] = words
  return /sh$/.test(first) && second.startsWith('-') ? words.slice(2).join(' ') : words.join(' ')
}
