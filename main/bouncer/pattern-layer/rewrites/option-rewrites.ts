import {
  type Edit,
  type OptionSpelling,
  operands,
  type Rewriter,
  removeOption,
  removeWord,
  replaceWord,
  written,
} from './edits.ts'
import type { SourceCommand, SourceWord } from './source-commands.ts'

/** Leaves options out. */
export function without(...options: readonly OptionSpelling[]): Rewriter {
  return (command, source) => options.flatMap((option) => removeOption(command, source, option))
}

/** Rights for the owner only, where a mode gives them to everybody. */
export const ownerOnly: Rewriter = (command) => {
  const [mode] = operands(command)
  return mode && OPEN_MODE.test(mode.value ?? '') ? [replaceWord(mode, 'u+rwX')] : []
}

const OPEN_MODE =
  /^(?:0?[0-7]?[0-7]{2}[2367]|[ugoa]*[ao][ugoa]*[+=][rwxXst]*w[rwxXst]*|\+[rwx]*w[rwx]*)$/

/** A signal that programs can answer. */
export const gentleSignal: Rewriter = (command, source) => {
  const { args } = command
  return args.flatMap((word, at): Edit[] => {
    const { value } = word
    if (value !== null && /^-(?:9|(?:SIG)?KILL|--signal=(?:9|(?:SIG)?KILL))$/i.test(value)) {
      return [removeWord(word, source)]
    }
    const next = args[at + 1]
    const isNamed =
      /^(?:-s|-n|--signal)$/.test(value ?? '') && /^(?:9|(?:SIG)?KILL)$/i.test(next?.value ?? '')
    return isNamed && next ? [removeWord(word, source), removeWord(next, source)] : []
  })
}

/** Lists what `find` would delete or hand to `rm`. */
export const listFound: Rewriter = ({ args }) => {
  const at = args.findIndex(({ value }) => /^-(?:delete|exec|execdir|ok|okdir)$/.test(value ?? ''))
  const action = args[at]
  if (!action) return []
  if (action.value === '-delete') return [replaceWord(action, '-print')]
  const end = args.slice(at).find(({ value }) => value === ';' || value === '+')
  return end ? [{ start: action.start, end: end.end, text: '-print' }] : []
}

/** Lists what `xargs` would hand to another program. */
export const listArguments: Rewriter = ({ args, words }) => {
  const deleting = args.find(({ value }) =>
    /^(?:\/bin\/)?(?:rm|shred|unlink|rmdir)$/.test(value ?? ''),
  )
  const last = words.at(-1)
  return deleting && last ? [{ start: deleting.start, end: last.end, text: 'ls -ld' }] : []
}

/** A container without rights over the machine. */
export const plainContainer: Rewriter = (command, source) => [
  ...without(
    { long: ['--privileged'] },
    { long: ['--cap-add'], takesValue: true },
    { long: ['--security-opt'], takesValue: true },
    { long: ['--device'], takesValue: true },
    { long: ['--pid', '--ipc', '--uts', '--userns', '--net', '--network'], takesValue: true },
  )(command, source),
  ...command.args.flatMap((word, at) => {
    const next = command.args[at + 1]
    const isMount = /^(?:-v|--volume|--mount)$/.test(word.value ?? '')
    if (isMount && next && isFarMount(next))
      return [removeWord(word, source), removeWord(next, source)]
    return /^(?:-v|--volume=|--mount=)./.test(word.value ?? '') && isFarMount(word)
      ? [removeWord(word, source)]
      : []
  }),
]

function isFarMount({ value }: SourceWord): boolean {
  return value !== null && /^(?:-v|--volume=|--mount=)?(?:[\w=,]*source=)?(?:\/|~)/.test(value)
}

/** Packages from the usual registry, with its checks. */
export const usualRegistry = without(
  {
    long: [
      '--index-url',
      '--extra-index-url',
      '--find-links',
      '--trusted-host',
      '--registry',
      '--default-index',
      '--index',
    ],
    takesValue: true,
  },
  {
    long: [
      '--strict-ssl=false',
      '--no-verify',
      '--force-yes',
      '--allow-unauthenticated',
      '--unsafe-perm',
      '--break-system-packages',
      '--global',
    ],
    letter: 'g',
  },
)

/** Addresses of this machine alone. */
export const loopbackOnly: Rewriter = (command, source) =>
  command.args.flatMap((word) => {
    const text = written(word, source)
    const at = text.indexOf('0.0.0.0')
    if (at < 0) return []
    return [{ start: word.start + at, end: word.start + at + 7, text: '127.0.0.1' }]
  })

/** Without the wrapper that gives more rights. */
export const withoutPrivilege: Rewriter = ({ words, at }) => {
  const wrapper = words.findIndex(({ value }) => /^(?:sudo|doas)$/.test(value ?? ''))
  const [from, to] = [words[wrapper], words[at]]
  return from && to && wrapper < at ? [{ start: from.start, end: to.start, text: '' }] : []
}

/** Without variables that make programs load or run something else. */
export const withoutVariables = ({ node }: SourceCommand): readonly Edit[] => {
  const variables = node.prefix.filter((part) => part.type === 'Assignment')
  const [first] = variables
  return first && node.name ? [{ start: first.pos, end: node.name.pos, text: '' }] : []
}

/** Reads what an address holds instead of changing it. */
export const plainRequest: Rewriter = (command, source) => {
  const { args } = command
  const sends = args.some(({ value }) =>
    /^(?:-[dFT]|--(?:data|form|upload|json))/.test(value ?? ''),
  )
  if (sends) return []
  return args.flatMap((word, at): Edit[] => {
    const value = word.value ?? ''
    if (/^(?:-X[A-Z]+|--request=[A-Z]+|--method=[A-Z]+)$/.test(value))
      return [removeWord(word, source)]
    const method = args[at + 1]
    const isMethod =
      /^(?:-X|--request|--method)$/.test(value) && /^[A-Z]+$/.test(method?.value ?? '')
    return isMethod && method ? [removeWord(word, source), removeWord(method, source)] : []
  })
}
