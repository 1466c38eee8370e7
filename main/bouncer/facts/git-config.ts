/** Settings of git that matter to a judgement. */
export interface GitSettings {
  readonly aliases: Readonly<Record<string, string>>
  readonly remotes: Readonly<Record<string, string>>
  readonly branches: ReadonlyMap<string, BranchSettings>
  readonly hooksPath: string | undefined
  readonly pushDefault: string | undefined
}

interface BranchSettings {
  readonly remote?: string
  readonly merge?: string
  readonly pushRemote?: string
}

interface Entry {
  readonly section: string
  /** The quoted part of `[remote "origin"]`; '' without one. */
  readonly part: string
  readonly name: string
  readonly value: string
}

/** Reads texts in git's configuration format, the last one strongest; what is not understood is skipped. */
export function parseGitConfig(texts: readonly string[]): GitSettings {
  const aliases: Record<string, string> = {}
  const remotes: Record<string, string> = {}
  const branches = new Map<string, BranchSettings>()
  const plain = new Map<string, string>()
  for (const { section, part, name, value } of texts.flatMap(entriesOf)) {
    if (section === 'alias') set(aliases, part || name, value)
    else if (section === 'remote' && /^(?:push)?url$/.test(name)) set(remotes, part, value)
    else if (section === 'branch') branches.set(part, withSetting(branches.get(part), name, value))
    else plain.set(`${section}.${name}`, value)
  }
  return {
    aliases,
    remotes,
    branches,
    hooksPath: plain.get('core.hookspath'),
    pushDefault: plain.get('remote.pushdefault'),
  }
}

/** Sets an own property, whatever its name. */
function set(record: Record<string, string>, name: string, value: string): void {
  Object.defineProperty(record, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  })
}

function withSetting(
  before: BranchSettings | undefined,
  name: string,
  value: string,
): BranchSettings {
  if (name === 'pushremote') return { ...before, pushRemote: value }
  return name === 'remote' || name === 'merge' ? { ...before, [name]: value } : { ...before }
}

const SECTION = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\](.*)$/
const SETTING = /^\s*([A-Za-z][\w-]*)\s*(?:=\s*(.*))?$/

function entriesOf(text: string): Entry[] {
  const entries: Entry[] = []
  let at = { section: '', part: '' }
  for (const line of text.replace(/\\\r?\n/g, '').split(/\r?\n/)) {
    const opened = SECTION.exec(line)
    if (opened) at = sectionOf(opened)
    const setting = SETTING.exec(opened ? (opened[3] ?? '') : line)
    if (!setting || at.section === '') continue
    const [, name = '', raw = 'true'] = setting
    entries.push({ ...at, name: name.toLowerCase(), value: unquoted(raw) })
  }
  return entries
}

function sectionOf([, section = '', part = '']: RegExpExecArray): {
  section: string
  part: string
} {
  return { section: section.toLowerCase(), part: part.replace(/\\(.)/g, '$1') }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', b: '\b' }
const PIECE = /\\(.)|(")|([#;])|[^\\"#;]+/gs

/** A value without its quotes, escapes and comment. */
function unquoted(raw: string): string {
  let value = ''
  let isQuoted = false
  for (const [whole, escaped, quote, comment] of raw.matchAll(PIECE)) {
    if (quote) isQuoted = !isQuoted
    else if (comment && !isQuoted) break
    else value += escaped === undefined ? whole : (ESCAPES[escaped] ?? escaped)
  }
  return value.trim()
}
