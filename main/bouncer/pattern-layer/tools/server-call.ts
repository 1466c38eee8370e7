import { type Scene, signal } from '../scene.ts'
import { type Argument, argumentsOf, type Shape, shapeOf } from './argument-shapes.ts'
import { type Input, malformed } from './input.ts'
import { type Intent, intentOf } from './server-verbs.ts'

/** A call of a connected server's tool, taken apart. */
export interface ServerCall {
  readonly server: string
  readonly tool: string
  readonly intent: Intent
  readonly values: readonly (Argument & { readonly shape: Shape })[]
  readonly input: Input
}

/** Servers whose work is the files of this machine, by name. */
export const FILE_SERVER =
  /^(?:.*[-_])?(?:filesystem|file-?system|files?|fs|desktop[-_]?commander|serena|ide|editor|workspace|text[-_]?editor|code[-_]?editor|local)(?:[-_].*)?$/i
/** Servers that run commands on this machine, by name. */
export const SHELL_SERVER =
  /^(?:.*[-_])?(?:shell|terminal|bash|zsh|command|commands|commander|cmd|exec|console|iterm|tmux|process|cli)(?:[-_].*)?$/i
/** Servers and tools that steer a browser, by name. */
export const BROWSER = /browser|playwright|puppeteer|chrome|devtools|selenium|stagehand|webdriver/i

/** Takes a call apart; null when its name or its arguments cannot be read, which is noted. */
export function callOf(scene: Scene, name: string, input: Input): ServerCall | null {
  const [, server = '', ...rest] = name.split('__')
  const tool = rest.join('__')
  const values = argumentsOf(input)
  if (values === null) signal(scene, 'unparsed', 'too many arguments to read')
  if (values === null || server === '' || tool === '') {
    malformed(scene, `a call of ${name.slice(0, 80)}`)
    return null
  }
  return {
    server,
    tool,
    intent: intentOf(tool),
    values: values.map((value) => ({ ...value, shape: shapeIn(`${server} ${tool}`, value) })),
    input,
  }
}

/** A script for a browser is code of a page, not of a shell. */
function shapeIn(name: string, value: Argument): Shape {
  return value.key === 'script' && BROWSER.test(name) ? 'code' : shapeOf(value)
}

/** A call of a tool that belongs to no server. */
export function looseCallOf(scene: Scene, tool: string, input: Input): ServerCall | null {
  const values = argumentsOf(input)
  if (values === null) {
    signal(scene, 'unparsed', 'too many arguments to read')
    return null
  }
  const shaped = values.map((value) => ({ ...value, shape: shapeOf(value) }))
  return { server: '', tool, intent: intentOf(tool), values: shaped, input }
}
