import { z } from 'zod'
import type { Decision } from '../../../shared/bouncer/model.ts'
import { err, ok, type Result } from '../../../shared/kit/result.ts'
import type { Question } from './question.ts'

/** What a model answered, once it was held against the question. */
export interface Answer {
  /** `ask` stands for escalate in the first stage. */
  readonly decision: Decision
  readonly cited: readonly string[]
}

/** Why an answer does not count: no JSON of the shape, or one that names a key or an id that was not sent. */
export type BadAnswer = 'not-an-answer' | 'forged'

const because = z.array(z.string().max(80)).max(64)
const shapes = {
  1: z.strictObject({ key: z.string(), decision: z.enum(['allow', 'escalate']), because }),
  2: z.strictObject({
    why: z.string().max(4_000).optional(),
    key: z.string(),
    decision: z.enum(['allow', 'deny', 'ask']),
    because,
  }),
} as const

/** Longest text of a model that is looked at, in UTF-16 units. */
const mostAnswerChars = 16_000

/** Reads the text of a model; everything that is not exactly an answer to this question is none. */
export function readAnswer(text: string, question: Question): Result<Answer, BadAnswer> {
  const value = jsonIn(text)
  const read = shapes[question.stage].safeParse(value)
  if (!read.success) return err('not-an-answer')
  const { key, decision, because: cited } = read.data
  if (key !== question.key || cited.some((id) => !question.ids.has(id))) return err('forged')
  if (new Set(cited).size !== cited.length) return err('not-an-answer')
  const isWhole = question.rules.every((id) => cited.includes(id))
  if (decision === 'allow' && !isWhole) return err('not-an-answer')
  if (decision === 'deny' && cited.length === 0) return err('not-an-answer')
  return ok({ decision: decision === 'escalate' ? 'ask' : decision, cited })
}

/** The JSON that is the whole text, but for a fence around it and thoughts that some models print before it. */
function jsonIn(text: string): unknown {
  if (text.length > mostAnswerChars) return undefined
  const after = text.startsWith('<think>') ? text.replace(/^<think>[\s\S]*?<\/think>/, '') : text
  const bare = after
    .trim()
    .replace(/^```(?:json)?\s*\n([\s\S]*)\n```$/, '$1')
    .trim()
  if (!bare.startsWith('{') || hasTwice(bare)) return undefined
  try {
    return JSON.parse(bare)
  } catch {
    // Not JSON is an outcome of its own: no answer.
    return undefined
  }
}

/** A key that stands twice has two meanings; parsers take the last. */
function hasTwice(text: string): boolean {
  return ['key', 'decision', 'because'].some(
    (name) => (text.match(new RegExp(`"${name}"\\s*:`, 'g')) ?? []).length > 1,
  )
}
