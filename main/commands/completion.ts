import { brand } from '../../shared/brand.ts'
import { partIds, partNames } from '../../shared/privacy/part-names.ts'
import { type Command, type Completes, flagsOf, type Operand, spoken } from './command.ts'

/** Shells that a completion is made for. */
export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** What may be typed next behind some words. */
interface Place {
  /** Words of commands typed so far, without flags. */
  readonly words: readonly string[]
  readonly next: readonly { readonly word: string; readonly does: string }[]
  readonly flags: readonly { readonly word: string; readonly does: string }[]
  readonly completes: Completes
}

/** A flag whose value can be offered. */
interface ValuePlace {
  readonly flag: string
  /** The command that it belongs to, where other commands take other values; null for all. */
  readonly words: readonly string[] | null
  readonly values: readonly string[]
  readonly completes: Completes
}

function firstSentence(text: string): string {
  return (/^.*?\.(?= |$)/.exec(text)?.[0] ?? text).replace(/\.$/, '')
}

function placesOf(table: readonly Command[]): readonly Place[] {
  const all = [helpCommand(table), ...table]
  const prefixes = new Map<string, readonly string[]>([['', []]])
  for (const { words } of all) {
    for (let count = 1; count < words.length; count += 1) {
      prefixes.set(words.slice(0, count).join(' '), words.slice(0, count))
    }
  }
  const groups = [...prefixes.values()].map((words): Place => {
    const below = all.filter((command) => words.every((word, at) => command.words[at] === word))
    const next = new Map<string, string>()
    for (const command of below) {
      const word = command.words[words.length] ?? ''
      const isLast = command.words.length === words.length + 1
      const others = below.filter((one) => one.words[words.length] === word)
      const does = isLast ? firstSentence(command.does) : others.map(lastWord).join(', ')
      next.set(word, next.get(word) ?? does)
    }
    return {
      words,
      next: [...next].map(([word, does]) => ({ word, does })),
      flags: [
        { word: '--help', does: 'Prints how it is used' },
        ...(words.length === 0 ? [{ word: '--version', does: 'Prints the version' }] : []),
      ],
      completes: 'nothing',
    }
  })
  return [...groups, ...all.map(commandPlace)]
}

const lastWord = ({ words }: Command) => words.at(-1) ?? ''

function commandPlace(command: Command): Place {
  const [operand] = command.operands ?? []
  return {
    words: command.words,
    next: (operand?.values ?? []).map((word) => ({ word, does: '' })),
    flags: flagsOf(command).map(({ name, does }) => ({
      word: `--${name}`,
      does: firstSentence(does),
    })),
    completes: operand?.completes ?? 'nothing',
  }
}

/** `help` takes the words of commands, so it is offered like one that has them as its operand. */
function helpCommand(table: readonly Command[]): Command {
  const values = [...new Set(table.map(({ words }) => words[0] ?? ''))]
  const operand: Operand = { name: 'COMMAND', count: 'optional', values }
  return {
    words: ['help'],
    operands: [operand],
    flags: [],
    does: 'Says how everything, or one command, is used.',
    run: () => Promise.resolve(0),
  }
}

/** Those of one command come first, so that they are found before those of all. */
function valuesOf(table: readonly Command[]): readonly ValuePlace[] {
  const all = table.flatMap((command) =>
    flagsOf(command).flatMap(({ name, placeholder, values = [], completes = 'nothing' }) =>
      placeholder === undefined
        ? []
        : [{ flag: `--${name}`, words: command.words, values, completes }],
    ),
  )
  const flags = [...new Set(all.map(({ flag }) => flag))]
  return flags.flatMap((flag): readonly ValuePlace[] => {
    const [first, ...others] = all.filter((one) => one.flag === flag)
    if (!first) return []
    const isOne = others.every((one) => offered(one) === offered(first))
    return isOne ? [{ ...first, words: null }] : [first, ...others]
  })
}

const offered = ({ values, completes }: ValuePlace) => `${values.join(' ')} ${completes}`
const flagsIn = (values: readonly ValuePlace[]) => [...new Set(values.map(({ flag }) => flag))]
/** Stands for the words said so far and the flag before the cursor. */
const behind = ({ flag, words }: ValuePlace) =>
  `${words === null ? '' : quoted(words.join(' '))}*' ${flag}'`

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
const fishQuoted = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
const pattern = (words: readonly string[]) => quoted(words.join(' '))

const name = `_${brand.command}`
/** What a shell asks the command itself for, while somebody types; it only reads. */
const asks = `command ${brand.command} __complete`

/** The names of the settings in small letters; one of two words goes by its short name, which needs no quotation. */
const parts = partIds
  .map((id) => (partNames[id].includes(' ') ? id : partNames[id].toLowerCase()))
  .join(' ')

const inBash = (found: string) =>
  `compopt -o filenames; mapfile -t COMPREPLY < <(compgen ${found} -- "$cur")`
const offers: Readonly<Record<'bash' | 'zsh', Record<Exclude<Completes, 'nothing'>, string>>> = {
  bash: {
    file: inBash('-f'),
    folder: inBash('-d'),
    sessions: `${name}_asked sessions`,
    parts: `cur="\${cur,,}" ${name}_words '${parts}'`,
  },
  zsh: {
    file: '_files',
    folder: '_files -/',
    sessions: `${name}_asked sessions`,
    parts: `compadd -M 'm:{[:upper:]}={[:lower:]}' -- ${parts}`,
  },
}

function bashScript(places: readonly Place[], values: readonly ValuePlace[]): string {
  const ofFlag = values.map((value) => {
    const { values: words, completes } = value
    const at = `    ${behind(value)})`
    if (words.length > 0) return `${at} ${name}_words ${quoted(words.join(' '))}; return ;;`
    if (completes === 'nothing') return `${at} return ;;`
    return `${at} ${offers.bash[completes]}; return ;;`
  })
  const ofPlace = places.map(({ words, next, flags, completes }) => {
    const all = [...next, ...flags].map(({ word }) => word).join(' ')
    const files =
      completes === 'nothing' ? '' : ` [[ $cur == -* ]] || { ${offers.bash[completes]}; };`
    return `    ${pattern(words)}) ${name}_words ${quoted(all)};${files} return ;;`
  })
  return `${name}_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}
${name}_asked() {
  local word rest
  while IFS=$'\\t' read -r word rest; do
    [[ $word == "$cur"* ]] && COMPREPLY+=("$word")
  done < <(${asks} "$1" \${home:+--home "$home"} 2>/dev/null)
}
${name}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" said='' home='' word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      --) return ;;
      --home) ((i++)); [[ \${COMP_WORDS[i]} != '=' ]] || ((i++)); home="\${COMP_WORDS[i]}" ;;
      ${flagsIn(values).join('|')}) ((i++)); [[ \${COMP_WORDS[i]} != '=' ]] || ((i++)) ;;
      -*) ;;
      *) said="\${said:+$said }$word" ;;
    esac
  done
  # bash takes --flag=value for three words.
  [[ $prev != '=' ]] || prev="\${COMP_WORDS[COMP_CWORD-2]}"
  [[ $cur != '=' ]] || cur=''
  case "$said $prev" in
${ofFlag.join('\n')}
  esac
  case "$said" in
${ofPlace.join('\n')}
  esac
}
complete -F ${name} ${brand.command}
`
}

function zshScript(places: readonly Place[], values: readonly ValuePlace[]): string {
  const described = (all: Place['next']) =>
    all
      .map(({ word, does }) =>
        quoted(does === '' ? word : `${word}:${does.replaceAll(':', '\\:')}`),
      )
      .join(' ')
  const ofFlag = values.map((value) => {
    const { values: words, completes } = value
    const at = `    ${behind(value)})`
    if (words.length > 0) return `${at} compadd -- ${words.join(' ')}; return ;;`
    if (completes === 'nothing') return `${at} return ;;`
    return `${at} ${offers.zsh[completes]}; ${name}_shown; return ;;`
  })
  const ofPlace = places.map(({ words, next, flags, completes }) => {
    const files = completes === 'nothing' ? '' : ` [[ $cur == -* ]] || ${offers.zsh[completes]};`
    return `    ${pattern(words)}) offer=(${described([...next, ...flags])});${files} ;;`
  })
  return `#compdef ${brand.command}
${name}_asked() {
  local line
  for line in "\${(@f)$(${asks} $1 \${home:+--home} \${home:+"$home"} 2>/dev/null)}"; do
    [[ -z "$line" ]] || offer+=("\${line%%$'\\t'*}:\${\${line#*$'\\t'}//:/\\\\:}")
  done
}
${name}_shown() {
  [[ \${#offer} -eq 0 ]] || _describe -V '${brand.command}' offer
}
${name}() {
  local cur="\${words[CURRENT]}" prev="\${words[CURRENT-1]}" said='' home='' word
  local -i i
  local -a offer
  for ((i = 2; i < CURRENT; i++)); do
    word="\${words[i]}"
    case "$word" in
      --) return ;;
      --home) ((i++)); home="\${words[i]}" ;;
      ${flagsIn(values).join('|')}) ((i++)) ;;
      -*) ;;
      *) said="\${said:+$said }$word" ;;
    esac
  done
  case "$said $prev" in
${ofFlag.join('\n')}
  esac
  case "$said" in
${ofPlace.join('\n')}
  esac
  ${name}_shown
}
if [[ "\${funcstack[1]}" == ${name} ]]; then ${name} "$@"; else compdef ${name} ${brand.command}; fi
`
}

function fishScript(places: readonly Place[], values: readonly ValuePlace[]): string {
  const { command } = brand
  const placed = ({ words }: Place) => fishQuoted(`__${command}_at ${fishQuoted(words.join(' '))}`)
  const says = (does: string) => (does === '' ? '' : ` -d ${fishQuoted(does)}`)
  const isAsked = (completes: Completes) => completes === 'sessions'
  const asked = (completes: Completes) => `'(__${command}_asked ${completes})'`
  const flagLine = (place: Place, { word, does }: Place['next'][number]) => {
    const at = placed(place)
    const own = place.words.join(' ')
    const value = values.find(
      ({ flag, words }) => flag === word && (words === null || words.join(' ') === own),
    )
    const long = `complete -c ${command} -n ${at} -l ${word.slice(2)}${says(does)}`
    if (!value) return long
    if (value.values.length > 0) return `${long} -x -a ${fishQuoted(value.values.join(' '))}`
    if (value.completes === 'parts') return `${long} -x -a ${fishQuoted(parts)}`
    if (isAsked(value.completes)) return `${long} -x -a ${asked(value.completes)}`
    if (value.completes === 'folder') return `${long} -x -a '(__fish_complete_directories)'`
    return value.completes === 'file' ? `${long} -r -F` : `${long} -x`
  }
  const lines = places.flatMap((place) => {
    const { next, flags, completes } = place
    const at = placed(place)
    return [
      ...next.map(({ word, does }) => `complete -c ${command} -n ${at} -a ${word}${says(does)}`),
      ...flags.map((flag) => flagLine(place, flag)),
      ...(completes === 'file' ? [`complete -c ${command} -n ${at} -F`] : []),
      ...(isAsked(completes) ? [`complete -c ${command} -n ${at} -a ${asked(completes)}`] : []),
    ]
  })
  return `function __${command}_asked
  set -l typed (commandline -opc)
  set -l home
  for i in (seq (count $typed))
    if test "$typed[$i]" = --home; and test $i -lt (count $typed)
      set home --home $typed[(math $i + 1)]
    end
  end
  ${asks} $argv[1] $home 2>/dev/null
end
function __${command}_at
  set -l said
  set -l skip 0
  for word in (commandline -opc)[2..-1]
    if test $skip -eq 1
      set skip 0
      continue
    end
    switch $word
      case --
        return 1
      case ${flagsIn(values).join(' ')}
        set skip 1
      case '-*'
      case '*'
        set -a said $word
    end
  end
  test "$said" = "$argv[1]"
end
complete -c ${command} -f
${lines.join('\n')}
`
}

/** The script that teaches a shell to complete the command; made from the table alone. */
export function completionScript(table: readonly Command[], shell: Shell): string {
  const places = placesOf(table)
  const values = valuesOf(table)
  const heading = `# Completion of ${brand.command} ${brand.version} for ${shell}: ${table.map(spoken).length} commands.\n`
  switch (shell) {
    case 'bash':
      return heading + bashScript(places, values)
    case 'zsh':
      // zsh looks for the tag on the first line.
      return zshScript(places, values)
    case 'fish':
      return heading + fishScript(places, values)
  }
}
