import type { ArithmeticExpression, ParsedScript, WordPart } from 'unbash'
import { type Scene, type Stream, UNKNOWN } from '../scene.ts'

type RunScript = (script: ParsedScript | undefined) => Stream

/** The value of a constant expression as text, else unknown; commands inside it are run. */
export function evaluateArithmetic(
  scene: Scene,
  expression: ArithmeticExpression | undefined,
  run: RunScript,
): string {
  const value = expression ? evaluate(scene, expression, run) : null
  return value === null ? UNKNOWN : String(value)
}

function evaluate(scene: Scene, node: ArithmeticExpression, run: RunScript): number | null {
  switch (node.type) {
    case 'ArithmeticBinary':
      return combine(
        node.operator,
        evaluate(scene, node.left, run),
        evaluate(scene, node.right, run),
      )
    case 'ArithmeticUnary':
      return applyUnary(node.operator, evaluate(scene, node.operand, run))
    case 'ArithmeticGroup':
      return evaluate(scene, node.expression, run)
    case 'ArithmeticTernary':
      evaluate(scene, node.test, run)
      evaluate(scene, node.consequent, run)
      evaluate(scene, node.alternate, run)
      return null
    case 'ArithmeticCommandExpansion':
      run(node.script)
      return null
    case 'ArithmeticWord':
      return wordValue(scene, node, run)
  }
}

function wordValue(
  scene: Scene,
  node: { readonly value: string; readonly parts?: readonly WordPart[] | undefined },
  run: RunScript,
): number | null {
  for (const part of node.parts ?? []) runCommands(part, run)
  if (/^\d{1,15}$/.test(node.value)) return Number(node.value)
  const held = scene.variables.get(node.value.replace(/^\$/, ''))?.values
  return held?.length === 1 && /^-?\d{1,15}$/.test(held[0] ?? '') ? Number(held[0]) : null
}

function runCommands(part: WordPart, run: RunScript): void {
  if (part.type === 'CommandExpansion') run(part.script)
  else if (part.type === 'DoubleQuoted') for (const child of part.parts) runCommands(child, run)
}

function combine(operator: string, left: number | null, right: number | null): number | null {
  if (left === null || right === null) return null
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return right === 0 ? null : Math.trunc(left / right)
    case '%':
      return right === 0 ? null : left % right
    default:
      return null
  }
}

function applyUnary(operator: string, value: number | null): number | null {
  if (value === null) return null
  if (operator === '-') return -value
  return operator === '+' ? value : null
}
