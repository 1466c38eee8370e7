import type { Stream } from '../scene.ts'
import type { Invocation } from './program.ts'

/** Tools that print settings for a shell, by what they are then told. */
const SETUPS: ReadonlyMap<string, RegExp> = new Map([
  ['direnv', /^(?:export|hook|stdlib) /],
  ['pyenv', /^(?:init|virtualenv-init)\b/],
  ['rbenv', /^init\b/],
  ['nodenv', /^init\b/],
  ['jenv', /^init\b/],
  ['goenv', /^init\b/],
  ['fnm', /^env\b/],
  ['mise', /^(?:activate|env|hook-env)\b/],
  ['asdf', /^(?:info|shell|env)\b/],
  ['starship', /^init /],
  ['zoxide', /^init /],
  ['atuin', /^init /],
  ['opam', /^env\b/],
  ['conda', /^shell\.\w+ hook\b/],
  ['mamba', /^shell hook\b/],
  ['brew', /^shellenv\b/],
  ['ssh-agent', /^(?:-[sc])?$/],
  ['dircolors', /^(?:-b)?$/],
  ['lesspipe', /^$/],
  ['lesspipe.sh', /^$/],
  ['register-python-argcomplete', /^[\w-]+$/],
  ['minikube', /^(?:-p \S+ )?docker-env\b/],
  ['luarocks', /^path\b/],
])
const COMPLETION = new Set([
  'completion',
  'completions',
  'shell-completion',
  'generate-shell-completion',
])
const SHELL = /^(?:--shell=)?(?:bash|zsh|sh|fish|-s)$/
/** Settings of variables and functions of a tool: nothing that is told apart further. */
const SETTINGS: Stream = { text: '\n', taint: 0 }

/** Tools that print such settings. */
export const SETUP_NAMES: readonly string[] = [...SETUPS.keys()]

/** What such a tool prints where its text is not known; null for every other call. */
export function printedSetup({ name, args }: Invocation, out: Stream): Stream | null {
  if (out.text !== null || out.taint !== 0 || args.length > 4) return null
  const setup = SETUPS.get(name)
  return setup?.test(args.map((field) => field.text).join(' ')) ? SETTINGS : null
}

/** What any tool prints that is asked for the completions of a shell; else its own output. */
export function printedCompletion({ name, args }: Invocation, out: Stream): Stream {
  if (args.length < 2 || args.length > 4 || out.text !== null || out.taint !== 0) return out
  if (!COMPLETION.has(args[args.length - 2]?.text ?? '') || SETUPS.has(name)) return out
  return SHELL.test(args[args.length - 1]?.text ?? '') ? SETTINGS : out
}
