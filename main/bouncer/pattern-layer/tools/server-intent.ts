import type { Argument } from './argument-shapes.ts'
import type { Intent } from './intent.ts'
import { intentOf, listsThings, nameWords, stronger } from './server-verbs.ts'

const ACTION_KEY =
  /^(?:action|actiontype|operation|operationtype|op|method|httpmethod|requestmethod|verb|subcommand|command|aktion|accion|acao|操作)$/
/** An act by its name, not a sentence or a command. */
const ACTION_NAME = /^[\p{L}][\p{L}\d_.:-]{1,60}$/u

const METHODS: Readonly<Record<string, Intent>> = {
  get: 'read',
  head: 'read',
  options: 'read',
  delete: 'destroy',
  post: 'change',
  put: 'change',
  patch: 'change',
}

/** Whether a value only names which of its acts a tool shall do. */
export function isActionName({ key, text }: Argument): boolean {
  if (!ACTION_KEY.test(key) || !ACTION_NAME.test(text)) return false
  return key !== 'command' || /[_.:-]|[a-z][A-Z]/.test(text)
}

/** Whether the arguments are those of a request, whose paths are no files. */
export function isRequest(values: readonly Argument[]): boolean {
  return values.some(({ key, text }) => /method/.test(key) && text.toLowerCase() in METHODS)
}

/** The queries of GraphQL that only read. */
const GRAPH_QUERY = /^\s*(?:query\b[^{]{0,200}\{|\{)/

/**
 * What a call does, by the name of its tool and by the act that its arguments name: a tool of many acts is what
 * it is told to do, and a name that only reads does not cover an act that changes.
 */
export function intentOfCall(server: string, tool: string, values: readonly Argument[]): Intent {
  const named = intentOf(tool)
  const handedOn = intentHandedOn(tool, values)
  if (handedOn !== null) return handedOn
  const told = values.filter(isActionName).map(actOf).find(isKnown)
  if (told === undefined) return intentByValues({ server, tool, named }, values)
  if (named === 'unknown' || named === 'read' || named === 'run') return told
  return named
}

function actOf({ key, text }: Argument): Intent {
  const method = /method|verb/.test(key) ? METHODS[text.toLowerCase()] : undefined
  return method ?? intentOf(text)
}

function isKnown(intent: Intent): boolean {
  return intent !== 'unknown' && intent !== 'steer'
}

/** Keys whose values a tool would not need that only lists things. */
const EFFECT_KEY =
  /^(?:to|amount|price|quantity|qty|side|body|content|contents|text|message|data|payload|value|values|command|code|script|recipient|recipients|email|file|files|delete|enabled|state|set|update|record|records)$/
/** Stages with which a pipeline that reads writes its result down. */
const WRITES_RESULT = /^\$(?:out|merge)$|"\$(?:out|merge)"/

interface Named {
  readonly server: string
  readonly tool: string
  readonly named: Intent
}

function intentByValues({ server, tool, named }: Named, values: readonly Argument[]): Intent {
  if (
    named === 'read' &&
    values.some(({ key, text }) => /^(?:out|merge)$/.test(key) && isName(text))
  )
    return 'change'
  if (named === 'read' && values.some(({ text }) => WRITES_RESULT.test(text))) return 'change'
  if (named === 'read' && handsOut(tool, values)) return 'send'
  if (named !== 'unknown') return named
  if (values.some(({ key, text }) => key === 'query' && GRAPH_QUERY.test(text))) return 'read'
  return listsThings(server, tool) && !values.some(({ key }) => EFFECT_KEY.test(key))
    ? 'read'
    : named
}

const GIVES = /^(?:export|exports|dump|extract|backup|archive|report|download|copy)$/
const RECEIVER =
  /^(?:to|email|emails|recipient|recipients|destination|destinationurl|webhook|webhookurl|callback|callbackurl|target|targeturl|bucket|outputuri|desturi)$/
const AWAY = /^[^\s@]{1,80}@[\w-]+(?:\.[\w-]+){1,5}$|^(?:https?|s3|gs|gcs|az|abfss?|ftp|sftp):\/\//i

/** Whether what is read out goes to somebody that an argument names. */
function handsOut(tool: string, values: readonly Argument[]): boolean {
  return (
    nameWords(tool).some((word) => GIVES.test(word)) &&
    values.some(({ key, text }) => RECEIVER.test(key) && AWAY.test(text))
  )
}

function isName(text: string): boolean {
  return /^[\w.-]{1,100}$/.test(text)
}

/** Tools that hand a call on to another tool, which an argument names. */
const HANDS_ON = /^(?:call|execute|invoke|use|run|perform|proxy|multi)$/
const TOOL_KEY = /^(?:name|tool|toolname|toolslug|slug|toolid|actionname|function|functionname)$/

/** What the tool does that a call is handed on to; null when it is not handed on. */
function intentHandedOn(tool: string, values: readonly Argument[]): Intent | null {
  const words = nameWords(tool)
  if (!words.some((word) => /^tools?$/.test(word)) || !words.some((word) => HANDS_ON.test(word)))
    return null
  const named = values.filter(({ key, text }) => TOOL_KEY.test(key) && ACTION_NAME.test(text))
  if (named.length === 0) return null
  const intents = named.map(({ text }) => intentOf(text))
  return intents.includes('unknown') ? 'run' : intents.reduce(stronger)
}
