import { dirname } from 'node:path'
import { isWithin } from '../paths.ts'
import { fork, type Scene, signal } from '../scene.ts'
import { executedCode } from './code-text.ts'
import { fieldOf, isRecord } from './input.ts'
import { readJson } from './json-text.ts'
import { noteLibraryCalls, OWN_DATABASE } from './library-calls.ts'
import { judgeAsCode, judgeAsCommand } from './written-trial.ts'

const SHELL_CELL = /^\s*%%(?:bash|sh|script\s+(?:ba|z|da|k)?sh|system|cmd|!)\b[^\n]*\n/
const SHELL_LINE = /^\s*(?:[\w,\s]{1,60}=\s*)?(?:!{1,2}|%(?:sx|system|sc)\s)(.*)$/
/** Magics that are the program of the same name. */
const PROGRAM_LINE =
  /^\s*%((?:pip3?|conda|mamba|micromamba|uv|poetry|rm|mv|cp|mkdir|rmdir|cat|ls|less|more|man|git|npm|dbt)\s.*)$/
const RUN_LINE = /^\s*%(?:run|load|loadpy|timeit\s+-f)\s+(?:-\w+\s+)*(\S.*)$/
const SQL = /^\s*(%{1,2})sql\b(?:\s+--?\w+(?:\s+\S+)?)*\s*([\s\S]*)$/
const WRITTEN = /^\s*%%(?:writefile|file)\s+(?:-a\s+)?(\S[^\n]*)\n/
const OTHER_LANGUAGE = /^\s*%%(javascript|js|ruby|perl|python[23]?|pypy)\b[^\n]*\n/

/** A notebook: its own folder is where its code runs. */
export interface Notebook {
  readonly path: string
  /** Judges writing a file, as the tools for it do. */
  readonly write: (scene: Scene, path: string, text: string) => void
}

/** Judges the code of a notebook's cell, which runs with the next "run all". */
export function judgeNotebookCell(outer: Scene, text: string, notebook?: Notebook): void {
  const scene = notebook ? inFolderOf(outer, notebook.path) : outer
  const shell = SHELL_CELL.exec(text)
  if (shell) {
    judgeAsCommand(scene, { text: text.slice(shell[0].length), at: shell[0].length, runs: 'cell' })
    return
  }
  const file = WRITTEN.exec(text)
  if (file) {
    notebook?.write(scene, (file[1] ?? '').trim(), text.slice(file[0].length))
    return
  }
  const query = SQL.exec(text)
  if (query?.[1] === '%%') {
    judgeAsCommand(scene, { text: queried(query[2] ?? ''), at: -1, runs: 'cell' })
    return
  }
  judgeLines(scene, text)
}

/** A notebook of the project runs in its own folder. */
function inFolderOf(scene: Scene, path: string): Scene {
  if (!isWithin(path, scene.ground.workspace)) return scene
  return fork(scene, { cwd: dirname(path), span: scene.span })
}

function queried(sql: string): string {
  return `psql -c '${sql.replaceAll("'", "'\\''")}'`
}

function judgeLines(scene: Scene, text: string): void {
  const other = OTHER_LANGUAGE.exec(text)
  let offset = 0
  const code: string[] = []
  for (const line of text.split('\n')) {
    if (!judgeLine(scene, line, offset) && !/^\s*%/.test(line)) code.push(line)
    offset += line.length + 1
  }
  const language = /^(?:javascript|js)$/.test(other?.[1] ?? '') ? 'node' : (other?.[1] ?? 'python')
  const executed = executedCode(code.join('\n'), language)
  const runs = OWN_DATABASE.test(executed) ? 'soon' : 'cell'
  judgeAsCode(scene, { text: executed, at: -1, runs, language })
  noteLibraryCalls(scene, executed)
}

/** What running or loading another file comes to. */
function started(run: string): string {
  return /^["']?https?:/i.test(run) ? `curl -s ${run} | python3` : `python3 ${run}`
}

/** Judges a line that is no code of the language; answers whether it was one. */
function judgeLine(scene: Scene, line: string, offset: number): boolean {
  const command = SHELL_LINE.exec(line) ?? PROGRAM_LINE.exec(line)
  if (command) {
    const start = offset + line.length - (command[1]?.length ?? 0)
    judgeAsCommand(scene, { text: command[1] ?? '', at: start, runs: 'cell' })
    return true
  }
  const run = RUN_LINE.exec(line)?.[1]
  if (run !== undefined) {
    judgeAsCommand(scene, { text: started(run), at: -1, runs: 'cell' })
  }
  const query = SQL.exec(line)
  if (query) judgeAsCommand(scene, { text: queried(query[2] ?? ''), at: -1, runs: 'cell' })
  if (/^\s*%env\s*$/.test(line)) signal(scene, 'content-asks', 'shows the environment')
  return run !== undefined || query !== null
}

/** Judges every code cell of a notebook that is written as a whole. */
export function judgeNotebook(scene: Scene, text: string, notebook?: Notebook): void {
  const value = readJson(text)
  const cells = isRecord(value) ? fieldOf(value, 'cells') : undefined
  if (!Array.isArray(cells)) return
  for (const cell of (cells as readonly unknown[]).slice(0, MAX_CELLS)) {
    if (!isRecord(cell) || fieldOf(cell, 'cell_type') !== 'code') continue
    const source = fieldOf(cell, 'source')
    const code = Array.isArray(source) ? source.join('') : source
    if (typeof code === 'string') judgeNotebookCell(scene, code, notebook)
  }
}

const MAX_CELLS = 200
