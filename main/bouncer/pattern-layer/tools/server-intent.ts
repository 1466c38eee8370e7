import type { Argument } from './argument-shapes.ts'
import type { Intent } from './intent.ts'
import { intentOf } from './server-verbs.ts'

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
export function intentOfCall(tool: string, values: readonly Argument[]): Intent {
  const named = intentOf(tool)
  const told = values.filter(isActionName).map(actOf).find(isKnown)
  if (told === undefined) {
    const reads = values.some(({ key, text }) => key === 'query' && GRAPH_QUERY.test(text))
    return named === 'unknown' && reads ? 'read' : named
  }
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
