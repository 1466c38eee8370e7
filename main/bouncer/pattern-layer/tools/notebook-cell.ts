import type { Scene } from '../scene.ts'
import { executedCode } from './code-text.ts'
import { fieldOf, isRecord } from './input.ts'
import { readJson } from './json-text.ts'
import { judgeAsCode, judgeAsCommand } from './written-trial.ts'

const SHELL_CELL = /^\s*%%(?:bash|sh|script\s+(?:ba|z|da|k)?sh|system|cmd|!)\b[^\n]*\n/
const SHELL_LINE = /^\s*(?:[\w,\s]{1,60}=\s*)?(?:!{1,2}|%(?:sx|system|sc)\s)(.*)$/
const OTHER_LANGUAGE = /^\s*%%(javascript|js|ruby|perl|python2?|pypy)\b[^\n]*\n/

/** Judges the code of a notebook's cell, which runs with the next "run all". */
export function judgeNotebookCell(scene: Scene, text: string): void {
  const shell = SHELL_CELL.exec(text)
  if (shell) {
    judgeAsCommand(scene, { text: text.slice(shell[0].length), at: shell[0].length, runs: 'soon' })
    return
  }
  const other = OTHER_LANGUAGE.exec(text)
  let offset = 0
  const code: string[] = []
  for (const line of text.split('\n')) {
    const command = SHELL_LINE.exec(line)
    if (command) {
      const start = offset + line.length - (command[1]?.length ?? 0)
      judgeAsCommand(scene, { text: command[1] ?? '', at: start, runs: 'soon' })
    } else if (!/^\s*%/.test(line)) code.push(line)
    offset += line.length + 1
  }
  const language = /^(?:javascript|js)$/.test(other?.[1] ?? '') ? 'node' : (other?.[1] ?? 'python')
  judgeAsCode(scene, {
    text: executedCode(code.join('\n'), language),
    at: -1,
    runs: 'soon',
    language,
  })
}

/** Judges every code cell of a notebook that is written as a whole. */
export function judgeNotebook(scene: Scene, text: string): void {
  const value = readJson(text)
  const cells = isRecord(value) ? fieldOf(value, 'cells') : undefined
  if (!Array.isArray(cells)) return
  for (const cell of (cells as readonly unknown[]).slice(0, MAX_CELLS)) {
    if (!isRecord(cell) || fieldOf(cell, 'cell_type') !== 'code') continue
    const source = fieldOf(cell, 'source')
    const code = Array.isArray(source) ? source.join('') : source
    if (typeof code === 'string') judgeNotebookCell(scene, code)
  }
}

const MAX_CELLS = 200
