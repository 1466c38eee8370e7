import type {
  ArithmeticBinary,
  ArithmeticExpression,
  ArithmeticUnary,
  ParsedScript,
  WordPart,
} from 'unbash'
import { EMPTY, isKnown, plain, type Scene, type Stream, UNKNOWN } from '../scene.ts'
import { chosenValue } from './branches.ts'
import { resolveName, setVariable } from './variables.ts'

type RunScript = (script: ParsedScript | undefined) => Stream

interface Reading {
  readonly scene: Scene
  readonly run: RunScript
  /** Under a condition, so that assignments may not happen. */
  conditional: boolean
}

/** The value of an expression as text, unknown where it is not constant; commands inside it are run. */
export function evaluateArithmetic(
  scene: Scene,
  expression: ArithmeticExpression | undefined,
  run: RunScript,
): string {
  if (!expression) return '0'
  const value = evaluate({ scene, run, conditional: false }, expression)
  return value === null ? UNKNOWN : String(value)
}

function evaluate(reading: Reading, node: ArithmeticExpression): number | null {
  switch (node.type) {
    case 'ArithmeticBinary':
      return evaluateBinary(reading, node)
    case 'ArithmeticUnary':
      return evaluateUnary(reading, node)
    case 'ArithmeticGroup':
      return evaluate(reading, node.expression)
    case 'ArithmeticTernary':
      evaluate(reading, node.test)
      inCondition(reading, () => {
        evaluate(reading, node.consequent)
        evaluate(reading, node.alternate)
      })
      return null
    case 'ArithmeticCommandExpansion':
      reading.run(node.script)
      return null
    case 'ArithmeticWord':
      return wordValue(reading, node)
  }
}

function evaluateUnary(reading: Reading, node: ArithmeticUnary): number | null {
  const value = evaluate(reading, node.operand)
  if (node.operator !== '++' && node.operator !== '--') return applyUnary(node.operator, value)
  const next = value === null ? null : value + (node.operator === '++' ? 1 : -1)
  store(reading, node.operand, next)
  return node.prefix ? next : value
}

function inCondition(reading: Reading, read: () => void): void {
  const before = reading.conditional
  reading.conditional = true
  read()
  reading.conditional = before
}

function evaluateBinary(reading: Reading, node: ArithmeticBinary): number | null {
  const { operator } = node
  if (/^(?:[-+*/%&^|]|<<|>>)?=$/.test(operator)) {
    const right = evaluate(reading, node.right)
    const left = operator === '=' ? null : evaluate(reading, node.left)
    const value = operator === '=' ? right : combine(operator.slice(0, -1), left, right)
    store(reading, node.left, value)
    return value
  }
  const left = evaluate(reading, node.left)
  if (operator !== '&&' && operator !== '||') {
    return combine(operator, left, evaluate(reading, node.right))
  }
  let right: number | null = null
  inCondition(reading, () => {
    right = evaluate(reading, node.right)
  })
  return combine(operator, left, right)
}

/** Assigns a number; where the target is odd or the assignment may not happen, it is unknown. */
function store(reading: Reading, target: ArithmeticExpression, value: number | null): void {
  if (target.type !== 'ArithmeticWord') return
  for (const part of target.parts ?? []) runCommands(part, reading.run)
  const name = /^[A-Za-z_]\w*(?:\[[^\]]*\])?/.exec(target.value)?.[0]
  if (name === undefined) return
  const known = value !== null && !reading.conditional
  setVariable(reading.scene, name, plain(known ? String(value) : UNKNOWN))
}

function wordValue(
  reading: Reading,
  node: { readonly value: string; readonly parts?: readonly WordPart[] | undefined },
): number | null {
  for (const part of node.parts ?? []) runCommands(part, reading.run)
  const number = parseNumber(node.value)
  if (number !== null) return number
  const name = /^\$?\{?([A-Za-z_]\w*)\}?$/.exec(node.value)?.[1]
  const value = name ? reading.scene.variables.get(resolveName(reading.scene, name)) : undefined
  if (!name || !value) return null
  const text = value.elements
    ? (value.elements[0]?.text ?? '')
    : chosenValue(reading.scene, name, value)
  if (/\[.*(?:\$\(|`)/s.test(text))
    reading.scene.runner.text(reading.scene, `: $((${text}))`, EMPTY)
  if (text === '') return 0
  return isKnown(text) ? parseNumber(text.trim()) : null
}

/** A number as arithmetic reads it: decimal, `0x`, octal or `base#digits`; null when it is none. */
function parseNumber(text: string): number | null {
  const match = /^(-?)(?:(\d+)#([0-9a-zA-Z]+)|0[xX]([0-9a-fA-F]+)|(\d+))$/.exec(text)
  if (!match) return null
  const [, sign, base, digits = '', hex, decimal = ''] = match
  let value = Number.parseInt(decimal, decimal.startsWith('0') ? 8 : 10)
  if (base) value = parseBase(digits, Number(base))
  if (hex) value = Number.parseInt(hex, 16)
  if (!Number.isSafeInteger(value)) return null
  return sign ? 0 - value : value
}

function parseBase(digits: string, base: number): number {
  return base >= 2 && base <= 36 ? Number.parseInt(digits, base) : Number.NaN
}

function runCommands(part: WordPart, run: RunScript): void {
  if (part.type === 'CommandExpansion') run(part.script)
  else if (part.type === 'DoubleQuoted') for (const child of part.parts) runCommands(child, run)
}

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => Math.trunc(left / right),
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
  ',': (_left, right) => right,
  '<': (left, right) => Number(left < right),
  '>': (left, right) => Number(left > right),
  '<=': (left, right) => Number(left <= right),
  '>=': (left, right) => Number(left >= right),
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
}

function combine(operator: string, left: number | null, right: number | null): number | null {
  if (operator === ',') return right
  const operation = OPERATIONS[operator]
  if (left === null || right === null || !operation) return null
  const value = operation(left, right)
  return Number.isSafeInteger(value) ? value + 0 : null
}

function applyUnary(operator: string, value: number | null): number | null {
  if (value === null) return null
  if (operator === '-') return 0 - value
  if (operator === '!') return Number(value === 0)
  return operator === '+' ? value : null
}
