import { TAINT } from '../findings.ts'
import { emit, fork, type Scene, signal, writePaths } from '../scene.ts'
import {
  at,
  fieldOf,
  type Input,
  isRecord,
  malformed,
  neededText,
  type Tool,
  textOf,
} from './input.ts'
import { judgeNotebook, judgeNotebookCell, type Notebook } from './notebook-cell.ts'
import { namedPath, pathsOf } from './read-paths.ts'
import { spelledPath } from './spelled-path.ts'
import { judgeWrittenContent } from './written-content.ts'
import { noteWrittenSecrets } from './written-secrets.ts'

/** A text that a call puts into a file. */
interface Piece {
  /** Field of the input that holds it. */
  readonly field: string
  readonly text: string
}

/** What is known of a file after a call. */
interface Change {
  readonly pieces: readonly Piece[]
  /** Text that the call takes out. */
  readonly removed: string
  /** Whether the pieces are all that the file will hold. */
  readonly whole: boolean
}

function writer(changeOf: (scene: Scene, input: Input) => Change | null): Tool {
  return (scene, input) => {
    const paths = pathsOf(scene, input)
    const change = changeOf(scene, input)
    for (const { field, text, path } of paths) {
      at(scene, field, { end: text.length })
      noteWrite(scene, path.text, change)
      if (change) judgeChange(scene, path.text, change)
    }
  }
}

/** Records writing a path with what is known of its text. */
function noteWrite(scene: Scene, path: string, change: Change | null): void {
  const data = change?.whole ? (change.pieces[0]?.text ?? null) : null
  const field = { text: path, glob: false, taint: TAINT.none }
  writePaths(scene, [field], { text: data, taint: TAINT.none })
  const named = namedPath(scene, path)
  if (named) emit(scene, { kind: 'write', paths: [named] })
}

function judgeChange(scene: Scene, path: string, change: Change): void {
  for (const { field, text } of change.pieces) {
    const inner = fork(scene, { span: { field, start: 0, end: text.length } })
    judgeWrittenContent(inner, { path, text, whole: change.whole, removed: change.removed })
    noteWrittenSecrets(inner, path, text)
    noteReordering(inner, text)
    if (path.endsWith('.ipynb'))
      judgeNotebook(fork(inner, { span: inner.span }), text, notebookAt(path))
  }
}

/** Characters that make code read differently from how it runs. */
const REORDERS = /[\u202A-\u202E\u2066-\u2069\u{E0001}-\u{E007F}]/u

function noteReordering(scene: Scene, text: string): void {
  const found = text.search(REORDERS)
  if (found < 0) return
  at(scene, scene.span.field, { start: found, end: found + 1 })
  signal(scene, 'hidden-characters', `at ${found}`)
}

function replacedBy(scene: Scene, input: Input): Change | null {
  const text = neededText(scene, input, 'new_string')
  const removed = neededText(scene, input, 'old_string')
  if (text === null) return null
  return { pieces: [{ field: 'new_string', text }], removed: removed ?? '', whole: false }
}

const MAX_EDITS = 200

const MAX_EDITED = 96 * 1024

/** Edits run one after another, so a later one may change what an earlier one put in. */
function editedBy(scene: Scene, input: Input): Change | null {
  const edits = fieldOf(input, 'edits')
  if (!Array.isArray(edits) || edits.length === 0 || edits.length > MAX_EDITS) {
    malformed(scene, 'edits that are no list')
    return null
  }
  let text = ''
  let removed = ''
  for (const edit of edits as readonly unknown[]) {
    const change = isRecord(edit) ? editOf(edit) : null
    if (change === null) malformed(scene, 'an edit without its texts')
    else {
      text = `${edited(text, change)}${text === '' ? '' : '\n'}${change.after}`
      removed += `${change.before}\n`
    }
    if (text.length <= MAX_EDITED) continue
    signal(scene, 'unparsed', 'edits too long to read')
    break
  }
  return { pieces: [{ field: 'edits', text }], removed, whole: false }
}

interface TextEdit {
  readonly before: string
  readonly after: string
  readonly everywhere: boolean
}

function editOf(edit: Input): TextEdit | null {
  const before = fieldOf(edit, 'old_string')
  const after = fieldOf(edit, 'new_string')
  if (typeof before !== 'string' || typeof after !== 'string') return null
  return { before, after, everywhere: fieldOf(edit, 'replace_all') === true }
}

/** The text after an edit; one that would make it grow without bounds stays out. */
function edited(text: string, { before, after, everywhere }: TextEdit): string {
  if (before === '' || !text.includes(before)) return text
  if (!everywhere) return text.replace(before, () => after)
  const parts = text.split(before)
  const length = text.length + (parts.length - 1) * (after.length - before.length)
  return length > MAX_EDITED ? `${text}${' '.repeat(MAX_EDITED)}` : parts.join(after)
}

function createdBy(scene: Scene, input: Input): Change | null {
  const text = neededText(scene, input, 'content')
  return text === null ? null : { pieces: [{ field: 'content', text }], removed: '', whole: true }
}

/** Cells that write files are judged like the tools that do. */
function notebookAt(path: string): Notebook {
  return {
    path,
    write(scene, name, text) {
      const file = spelledPath(scene, name).text
      noteWrite(scene, file, { pieces: [], removed: '', whole: false })
      judgeWrittenContent(scene, { path: file, text, whole: true, removed: '' })
    },
  }
}

const notebook: Tool = (scene, input) => {
  const mode = textOf(scene, input, 'edit_mode')
  const text =
    mode === 'delete'
      ? (textOf(scene, input, 'new_source') ?? '')
      : neededText(scene, input, 'new_source')
  const kind = textOf(scene, input, 'cell_type')
  for (const { field, text: spelled, path } of pathsOf(scene, input)) {
    at(scene, field, { end: spelled.length })
    noteWrite(scene, path.text, null)
    if (text === null || mode === 'delete') continue
    const inner = fork(scene, { span: { field: 'new_source', start: 0, end: text.length } })
    judgeWrittenContent(inner, { path: path.text, text, whole: false, removed: '' })
    noteWrittenSecrets(inner, path.text, text)
    noteReordering(inner, text)
    if (kind !== 'markdown' && kind !== 'raw') judgeNotebookCell(inner, text, notebookAt(path.text))
  }
}

/** Tools that change files. */
export const writeTools: Readonly<Record<string, Tool>> = {
  Write: writer(createdBy),
  Edit: writer(replacedBy),
  MultiEdit: writer(editedBy),
  NotebookEdit: notebook,
}
