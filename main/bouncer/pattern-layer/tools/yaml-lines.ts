/** A text value of a YAML text, with its key and where it stands. */
export interface YamlValue {
  readonly key: string
  readonly text: string
  /** Offset of the value; -1 when quoting or folding changed it. */
  readonly at: number
}

const KEY =
  /^(\s*(?:-\s+)*)(?:"([^"\n]{1,80})"|'([^'\n]{1,80})'|([\w$.@/-][\w$ .@/-]{0,79}?))\s*:(?:\s+(.*))?$/
const ITEM = /^(\s*)-\s+(.*)$/
const BLOCK = /^(?:[&!]\S+\s+)*[|>][+-]?\d?[+-]?\s*(?:#.*)?$/

interface Line {
  readonly text: string
  readonly at: number
}

/**
 * Reads the `key: value` pairs of YAML line by line: plain, quoted and block values, lists of texts and flow
 * maps. It also reads fragments, which no YAML parser takes, and costs one pass over the text.
 */
export function readYamlLines(text: string): YamlValue[] {
  const lines = linesOf(text)
  const found: YamlValue[] = []
  for (let index = 0; index < lines.length; ) {
    index = readLine(lines, index, found)
  }
  return found
}

function linesOf(text: string): Line[] {
  let at = 0
  return text.split('\n').map((line) => {
    const start = at
    at += line.length + 1
    return { text: line.endsWith('\r') ? line.slice(0, -1) : line, at: start }
  })
}

/** Reads the line at the index and what belongs to it; answers the next line's index. */
function readLine(lines: readonly Line[], index: number, found: YamlValue[]): number {
  const line = lines[index]
  if (!line || /^\s*(?:#|$)/.test(line.text)) return index + 1
  const match = KEY.exec(line.text)
  if (!match) {
    readFlow(line.text, found)
    return index + 1
  }
  const key = match[2] ?? match[3] ?? match[4] ?? ''
  const indent = (match[1] ?? '').length
  const value = (match[5] ?? '').trim()
  if (value === '' || BLOCK.test(value))
    return readBlock({ lines, index, indent, key, value }, found)
  if (/^[{[]/.test(value)) {
    readFlow(value, found, key)
    return index + 1
  }
  const end = foldedEnd(lines, index + 1, indent)
  const more = lines.slice(index + 1, end).map((next) => ` ${next.text.trim()}`)
  const at = line.at + line.text.length - (match[5] ?? '').length
  pushScalar(found, { key, value: value + more.join(''), at: end === index + 1 ? at : -1 })
  return end
}

/** Where a plain or quoted value ends that goes on in deeper lines. */
function foldedEnd(lines: readonly Line[], from: number, indent: number): number {
  let end = from
  while (end < lines.length) {
    const text = lines[end]?.text ?? ''
    const goesOn = text.trim() !== '' && text.search(/\S/) > indent
    if (!goesOn || KEY.test(text) || ITEM.test(text)) break
    end++
  }
  return end
}

interface Block {
  readonly lines: readonly Line[]
  readonly index: number
  readonly indent: number
  readonly key: string
  readonly value: string
}

/** A block text (`|`, `>`), a list of texts, or the start of a nested map, which is read line by line. */
function readBlock(block: Block, found: YamlValue[]): number {
  const { lines, index, key, value } = block
  const own = block.indent
  let end = index + 1
  while (end < lines.length && isDeeper(lines[end]?.text ?? '', own)) end++
  const body = lines.slice(index + 1, end)
  const at = body[0]?.at ?? -1
  if (value !== '') {
    const joint = value.includes('>') ? ' ' : '\n'
    found.push({ key, text: body.map((line) => line.text.trim()).join(joint), at })
    return end
  }
  const items = itemsBelow(lines, index + 1, own)
  for (const item of items) {
    if (!KEY.test(item.text.replace(/^\s*-\s+/, ''))) pushItem(found, key, item)
  }
  if (items.length > 1)
    found.push({
      key: `${key}[]`,
      text: items.map((item) => plainItem(item.text)).join('\n'),
      at: -1,
    })
  return index + 1
}

function isDeeper(text: string, indent: number): boolean {
  return text.trim() === '' || text.search(/\S/) > indent
}

const MAX_ITEMS = 400

/** Lines of a list that belong to a key; a list may stand as far left as its key. */
function itemsBelow(lines: readonly Line[], from: number, indent: number): Line[] {
  const items: Line[] = []
  for (let index = from; index < lines.length && items.length < MAX_ITEMS; index++) {
    const line = lines[index]
    if (!line) break
    if (line.text.trim() === '') continue
    const depth = line.text.search(/\S/)
    if (depth < indent || (depth === indent && line.text[depth] !== '-')) break
    if (!ITEM.test(line.text)) break
    items.push(line)
  }
  return items
}

function plainItem(text: string): string {
  return unquoteYaml(text.replace(/^\s*-\s+/, '').trim())
}

function pushItem(found: YamlValue[], key: string, line: Line): void {
  const value = line.text.replace(/^\s*-\s+/, '')
  if (/^[{[]/.test(value)) readFlow(value, found, key)
  else
    pushScalar(found, { key, value: value.trim(), at: line.at + line.text.length - value.length })
}

function pushScalar(
  found: YamlValue[],
  scalar: { readonly key: string; readonly value: string; readonly at: number },
): void {
  const bare = scalar.value.replace(/^(?:[&!][^\s]*\s+)+/, '')
  const text = unquoteYaml(bare)
  found.push({ key: scalar.key, text, at: text === scalar.value ? scalar.at : -1 })
}

/** The text of a plain or quoted value. */
function unquoteYaml(value: string): string {
  if (value.startsWith('"')) {
    const body = /^"((?:[^"\\]|\\.)*)"/.exec(value)?.[1]
    return body === undefined ? value : unescapeYaml(body)
  }
  if (value.startsWith("'")) {
    const body = /^'((?:[^']|'')*)'/.exec(value)?.[1]
    return body === undefined ? value : body.replaceAll("''", "'")
  }
  return value.replace(/\s+#.*$/, '')
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '0': '\0', e: '\x1b', _: ' ' }

function unescapeYaml(body: string): string {
  return body.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|(.))/g,
    (_whole, ...[two, four, eight, one]: readonly (string | undefined)[]) => {
      const hex = two ?? four ?? eight
      if (hex === undefined) return ESCAPES[one ?? ''] ?? one ?? ''
      const code = Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    },
  )
}

const FLOW_PAIR =
  /(?<![\w$.-])([\w$.-]{1,60})["']?\s{0,4}:\s{0,8}(?:"((?:[^"\\]|\\.){0,500})"|'((?:[^']|''){0,500})'|([^\s,{}[\]"'][^,{}[\]\n]{0,500}))/g

/** Pairs of `{key: value}` and texts of `[a, b]` on one line. */
function readFlow(text: string, found: YamlValue[], key = ''): void {
  for (const match of text.matchAll(FLOW_PAIR)) {
    const value =
      match[2] === undefined
        ? (match[3]?.replaceAll("''", "'") ?? match[4] ?? '')
        : unescapeYaml(match[2])
    found.push({ key: match[1] ?? '', text: value.trim(), at: -1 })
  }
  const list = /^\[([^[\]{}]*)\]/.exec(text.trim())?.[1]
  if (list === undefined || key === '') return
  const items = [...list.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s,"'][^,]*)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3]?.trim() ?? '',
  )
  for (const item of items) found.push({ key, text: item, at: -1 })
  if (items.length > 1) found.push({ key: `${key}[]`, text: items.join(' '), at: -1 })
}
