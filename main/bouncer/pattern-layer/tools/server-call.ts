import { type Scene, signal } from '../scene.ts'
import { type Argument, argumentsOf, type Shape, shapeOf } from './argument-shapes.ts'
import { type Input, malformed } from './input.ts'
import type { Intent } from './intent.ts'
import { intentOfCall, isActionName, isRequest } from './server-intent.ts'
import { intentOf, nameWords } from './server-verbs.ts'

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
  /^(?:.*[-_])?(?:filesystem|file-?system|files?|fs|desktop[-_]?commander|serena|ide|jetbrains|intellij|webstorm|pycharm|vscode|editor|workspace|text[-_]?editor|code[-_]?editor|local)(?:[-_].*)?$/i
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
  const isRoute = isRequest(values)
  return {
    server,
    tool,
    intent: intentOfCall(server, tool, values),
    values: values.map((value) => {
      const shape = shapeIn(server, tool, value)
      return { ...value, shape: isRoute && shape === 'path' ? 'plain' : shape }
    }),
    input,
  }
}

/** Programs of a service's own that a tool passes words on to, by the names of servers and tools. */
const FRONT_END =
  /(?:^|[\s_-])(aws|gcloud|kubectl|terraform|tofu|helm|docker|heroku|firebase|supabase|vercel|wrangler|gh|glab|flyctl|doctl|az|git|npm)(?=[\s_-]|$)/i

/** The program that a tool passes its words on to, or null. */
export function frontEndOf(tool: string): string | null {
  return FRONT_END.exec(nameWords(tool).join(' '))?.[1] ?? null
}

const TYPED_KEY = /^(?:input|keys|text|data|stdin)$/
const TYPES_INTO = /interact|send|write|input|type|keys/i

const SEARCHED_KEY = /^(?:q|query|queries|search|searchquery|searchterm|question|keywords?)$/
const SEARCHES = /search|answer|ask|research/i
/** Servers and tools that look words up on the web, by name. */
const WEB =
  /(?:^|[_-])(?:web|internet|google|bing|brave|duckduckgo|ddg|tavily|exa|serp|serper|serpapi|perplexity|kagi|searx|searxng|firecrawl|stackoverflow|docs|documentation|wiki|wikipedia|arxiv|news|context7|jina|you|linkup)(?:[_-]|$)/i

/** The same value is another thing in a browser, in a program that runs, in a search of the web and in a service of many acts. */
function shapeIn(server: string, tool: string, value: Argument): Shape {
  if (value.key === 'script' && BROWSER.test(`${server} ${tool}`)) return 'code'
  if (SHELL_SERVER.test(server)) {
    return TYPED_KEY.test(value.key) && TYPES_INTO.test(tool) ? 'typed' : shapeOf(value)
  }
  if (SEARCHED_KEY.test(value.key) && SEARCHES.test(tool) && WEB.test(`${server}_${tool}`))
    return 'plain'
  const isAct = isActionName(value) && /[_.:-]|[a-z][A-Z]/.test(value.text)
  return isAct ? 'plain' : shapeOf(value)
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
