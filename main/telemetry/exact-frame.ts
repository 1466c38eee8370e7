import { sep } from 'node:path'

/** One line of a stack, as it may be sent. */
export interface ExactFrame {
  readonly filename: string
  readonly function: string
  readonly lineno: number
  readonly colno: number
  readonly in_app: boolean
}

/** Stands for every file that is not ours: its path could name the person or a project. */
const elsewhere: ExactFrame = {
  filename: '(elsewhere)',
  function: '?',
  lineno: 0,
  colno: 0,
  in_app: false,
}

const ownFile = /^(?:main|out|preload|renderer|shared)\/[\w@.+/-]{1,200}$/
const packageFile = /^(?:.*\/)?(node_modules\/[\w@.+/-]{1,200})$/
const nodeFile = /^node:[\w/.-]{1,100}$/
const pageFile = /^assets\/[\w.-]{1,120}$/
const functionName =
  /^(?:async |new |get |set )?[A-Za-z_$#<][\w$#>]{0,79}(?:\.[A-Za-z_$#<][\w$#>]{0,79}){0,4}$/

/** Paths of our own files relative to the folder that holds them; null for every other file. */
function filenameOf(path: string, root: string): string | null {
  if (nodeFile.test(path)) return path
  const plain = path
    .replace(/^file:\/\//, '')
    .replaceAll(sep, '/')
    .replace(/[?#].*$/s, '')
  const base = root.replaceAll(sep, '/').replace(/\/?$/, '/')
  const below = plain.startsWith(base) ? plain.slice(base.length) : belowPage(plain)
  if (below === null || below.includes('..')) return null
  const inPackage = packageFile.exec(below)?.[1]
  if (inPackage !== undefined) return `app:///${inPackage}`
  return ownFile.test(below) || pageFile.test(below) ? `app:///${below}` : null
}

/** The part of a page's or a normalised address behind its origin. */
function belowPage(path: string): string | null {
  return /^(?:app:\/\/(?:[\w-]*)|https?:\/\/127\.0\.0\.1(?::\d+)?)\/(.*)$/s.exec(path)?.[1] ?? null
}

/** What of a line of a stack may be sent; `root` is the folder that holds `main` or `out`. */
export function exactFrame(
  frame: {
    readonly filename?: string | undefined
    readonly function?: string | undefined
    readonly lineno?: number | undefined
    readonly colno?: number | undefined
  },
  root: string,
): ExactFrame {
  const filename = filenameOf(frame.filename ?? '', root)
  if (filename === null) return elsewhere
  const name = frame.function ?? ''
  return {
    filename,
    function: functionName.test(name) ? name : '?',
    lineno: whole(frame.lineno),
    colno: whole(frame.colno),
    in_app: !filename.startsWith('node:') && !filename.includes('node_modules/'),
  }
}

function whole(value: number | undefined): number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value < 1e7 ? value : 0
}
