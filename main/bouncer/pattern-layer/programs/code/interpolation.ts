import { TAINT } from '../../findings.ts'
import { concatenate, NOTHING, textValue, type Value } from './value.ts'
import type { Walk } from './walk.ts'

const HOLES: Readonly<Record<string, RegExp>> = {
  python: /\{\{|\}\}|\{([^{}]*?)(?:![rsa])?(?::[^{}'"]*)?\}/g,
  javascript: /\$\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g,
  ruby: /#\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g,
  perl: /@\{\[([^\]]*)\]\}|[$@]\{(\w+)\}|([$@]\w+(?:\{\w+\}|\[-?\w+\])?)/g,
  php: /\{(\$[^{}]+)\}|\$\{(\w+)\}|(\$\w+)/g,
}

const MAX_HOLES = 32

/** A text with the expressions in it worked out. */
export function interpolate(walk: Walk, text: string): Value {
  const pattern = HOLES[walk.dialect.name]
  if (!pattern) return textValue(text)
  let value: Value = textValue('', TAINT.none)
  let last = 0
  let count = 0
  for (const match of text.matchAll(pattern)) {
    if (++count > MAX_HOLES) break
    const inner = match[1] ?? match[2] ?? match[3]
    const filling = inner === undefined ? textValue(match[0].slice(1)) : fill(walk, inner)
    value = concatenate(concatenate(value, textValue(text.slice(last, match.index))), filling)
    last = match.index + match[0].length
  }
  return concatenate(value, textValue(text.slice(last)))
}

function fill(walk: Walk, inner: string): Value {
  const code = inner.trim()
  if (code === '') return NOTHING
  const bare = /^\w+$/.test(code) && (walk.dialect.name === 'perl' || walk.dialect.name === 'php')
  return walk.runText(walk, bare ? `$${code}` : code)
}
