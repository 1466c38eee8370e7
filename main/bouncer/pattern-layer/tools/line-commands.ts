import { UNKNOWN } from '../scene.ts'
import type { FileCommand, Written } from './written.ts'

/** Recipes of a Makefile or justfile; its variables are not the shell's. */
export function makeCommands({ path, text }: Written): readonly FileCommand[] {
  const found: FileCommand[] = []
  const isJust = /justfile$/i.test(path)
  let recipe = ''
  let start = -1
  let at = 0
  const flush = (): void => {
    if (recipe !== '') found.push({ text: shellText(recipe, isJust), at: start, runs: 'by-hand' })
    recipe = ''
    start = -1
  }
  for (const line of text.split('\n')) {
    if (/^(?:\t|\s{2,})\S/.test(line)) {
      if (start < 0) start = at
      recipe += `${line.replace(/^[\t @+-]+/, '')}\n`
    } else {
      flush()
      const shell = /\$\(shell[ \t]+([^\n]*)\)|^[\w.-]{1,80}[ \t]*(?:!=|:?=[ \t]*`)([^`\n]*)/.exec(
        line,
      )
      const inline =
        /^[^#=:\n]*::?(?!=)[^=;\n]*;[ \t]*(.+)$/.exec(line)?.[1] ?? shell?.[1] ?? shell?.[2]
      if (inline) found.push({ text: shellText(inline, isJust), at: -1, runs: 'by-hand' })
    }
    at += line.length + 1
  }
  flush()
  return found
}

/** A recipe as the shell gets it: the program's own variables are unknown, `$$` is the shell's `$`. */
function shellText(recipe: string, isJust: boolean): string {
  if (isJust) return recipe.replace(/\{\{[^}\n]{0,200}\}\}/g, UNKNOWN)
  return recipe
    .replace(/\$\$/g, '\u0001')
    .replace(/\$[({](HOME|PWD)[)}]/g, '\u0001$1')
    .replace(/\$[({](?:DESTDIR|ROOT)[)}](?=\/\*?(?:[\s;&|"']|$))/g, '')
    .replace(/\$\((?:[^()\n]|\([^()\n]*\)){0,200}\)|\$\{[^}\n]{0,200}\}|\$[@<^+?*%\w]/g, UNKNOWN)
    .replaceAll('\u0001', '$')
}

const ASSIGNED =
  /^[ \t]*(?:Exec(?:Start|Stop|Reload|StartPre|StartPost|StopPost|Condition)?|command|commands|commands_pre|run|runner|rustc-wrapper|rustc-workspace-wrapper|linker|proxycommand|localcommand|knownhostscommand|hooks?\.\w+|sshCommand|fsmonitor|pager|editor|askpass|helper|clean|smudge|process|textconv|script|entry|shell|web|worker|release|set-hook|run-shell|if-shell|preexec|pre-\w+|post-\w+|cmd)[\w.-]{0,60}(?:[ \t]*[=:]|[ \t])[ \t]*(.*)$/gim
const ALIAS = /=[ \t]*"?!([^\n]*?)"?$/gm

/** Values that are commands in files of `name = value` lines. */
export function assignedCommands({ path, text }: Written): readonly FileCommand[] {
  const automatic = !/pyproject\.toml$|tox\.ini$|setup\.cfg$|Procfile$/.test(path)
  const runs = automatic ? 'automatic' : 'by-hand'
  const found: FileCommand[] = []
  for (const match of [...text.matchAll(ASSIGNED), ...text.matchAll(ALIAS)]) {
    const value = (match[1] ?? '').trim()
    const bare = /^Exec/i.test(match[0].trim()) ? value.replace(/^[-@:+!|]+/, '') : value
    const plain = bare.replace(/^\[?["'](.*)["']\]?,?$/, '$1').replace(/^!/, '')
    if (plain !== '') found.push({ text: plain, at: text.indexOf(plain), runs })
  }
  return found
}

const CRON = /^[ \t]*(?:@\w+|(?:[\d*/,\-A-Za-z]+[ \t]+){4}[\d*/,\-A-Za-z]+)[ \t]+(.*)$/gm

/** Lines of a crontab; a system's table names a person before the command. */
export function crontabCommands({ text }: Written): readonly FileCommand[] {
  return [...text.matchAll(CRON)].flatMap((match) => {
    const line = match[1] ?? ''
    const at = match.index + match[0].length - line.length
    const after = line.replace(/^[a-z_][\w-]*\s+/, '')
    return [
      { text: line, at, runs: 'automatic' },
      { text: after, at: at + line.length - after.length, runs: 'automatic' },
    ] as const
  })
}

/** Texts of XML that may be commands: values of attributes and elements. */
export function tagCommands({ text }: Written): readonly FileCommand[] {
  const words = [...text.matchAll(/<string>([^<]*)<\/string>/g)].map((match) => match[1] ?? '')
  const script = words.findIndex(
    (word, index) => /^-\w*c$/.test(word) && /sh$/.test(words[index - 1] ?? ''),
  )
  const values = [...text.matchAll(/\bvalue="([^"]*)"/g)].map((match) => match[1] ?? '')
  const lines = [
    ...(script < 0 ? [words.join(' ')] : [words[script + 1] ?? '']),
    ...values.filter((value) => /\s/.test(value)).slice(0, 40),
  ]
  return lines
    .filter((line) => line.trim() !== '')
    .map(
      (line) => ({ text: unescapeXml(line), at: text.indexOf(line), runs: 'automatic' }) as const,
    )
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#10;', '\n')
    .replaceAll('&amp;', '&')
}
