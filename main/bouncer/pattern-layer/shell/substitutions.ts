import type { ParsedScript, WordPart } from 'unbash'
import { TAINT } from '../findings.ts'
import { type Field, fork, plain, type Scene, type Stream, signal, UNKNOWN } from '../scene.ts'

/** Runs a substitution in a shell of its own. */
export function runNested(scene: Scene, script: ParsedScript | undefined): Stream {
  if (!script) return { text: UNKNOWN, taint: TAINT.none }
  const nested = scene.nested || script.source !== undefined
  const inner = fork(scene, { nested, source: '' })
  const out = scene.runner.tree(inner, script, scene.input)
  return inner.leaves === scene.leaves ? out : cutShort(out)
}

/** Of what is left early only some may be printed. */
export function cutShort(out: Stream): Stream {
  return out.text === '' || out.text === null ? out : { ...out, partial: true }
}

/** What a substitution stands for: its output without the line ends behind it. */
export function streamField(stream: Stream): Field {
  const printed = stream.partial ? null : stream.text
  const text = printed === null ? UNKNOWN : printed.replace(/\n+$/, '')
  return { text, glob: false, taint: stream.taint }
}

/** The name of the pipe that `<(…)` or `>(…)` stands for; its script runs. */
export function processSubstitution(
  scene: Scene,
  part: Extract<WordPart, { type: 'ProcessSubstitution' }>,
): Field {
  const name = `/dev/fd/63-${scene.files.size + scene.sinks.size}`
  if (part.operator === '<') scene.files.set(name, runNested(scene, part.script))
  else if (part.script) {
    scene.sinks.set(name, part.script)
    // It starts at once, also when nothing is written to it.
    scene.runner.tree(fork(scene, { nested: true }), part.script, { text: '', taint: TAINT.none })
  }
  return plain(name)
}

/** Notes that a parse left errors, wherever it happened. */
export function noteErrors(scene: Scene, script: ParsedScript): void {
  const [first] = script.errors ?? []
  if (first) signal(scene, 'parse-error', first.message)
}
