import type { TestExpression } from 'unbash'
import { posixExpression } from '../programs/posix-expression.ts'
import { EMPTY, isKnown, plain, type Scene, UNKNOWN } from '../scene.ts'
import { setElements } from './variables.ts'
import { expandText } from './word-parts.ts'

/** Runs what stands in `[[ … ]]`: words, matches and the substitutions hidden in numbers. */
export function runTest(scene: Scene, expression: TestExpression): void {
  switch (expression.type) {
    case 'TestUnary':
      runSubscripts(scene, expandText(scene, expression.operand).text)
      return
    case 'TestBinary':
      if (expression.operator === '=~') noteMatch(scene, expression)
      for (const word of [expression.left, expression.right]) {
        const { text } = expandText(scene, word)
        if (/^-(?:eq|ne|lt|le|gt|ge)$/.test(expression.operator)) runSubscripts(scene, text)
      }
      return
    case 'TestLogical':
      for (const operand of expression.operands) runTest(scene, operand)
      return
    case 'TestNot':
      runTest(scene, expression.operand)
      return
    case 'TestGroup':
      runTest(scene, expression.expression)
  }
}

/** What `=~` finds goes to an array of its own. */
function noteMatch(
  scene: Scene,
  { left, right }: Extract<TestExpression, { type: 'TestBinary' }>,
): void {
  const { text } = expandText(scene, left)
  const expression = posixExpression(right.text, { extended: true })
  const known =
    !scene.anyCase && isKnown(text) && text.length <= MAX_MATCHED && !/[$`'"]/.test(right.text)
  const found = known ? expression?.exec(text) : null
  const elements = found ? [...found].map((part) => plain(part ?? '')) : [plain(UNKNOWN)]
  setElements(scene, 'BASH_REMATCH', { elements })
}

const MAX_MATCHED = 400

/** Text that is read as a number or a variable's name runs the substitutions in its subscripts. */
function runSubscripts(scene: Scene, text: string): void {
  if (/\[.*(?:\$\(|`)/s.test(text)) scene.runner.text(scene, `: $((${text}))`, EMPTY)
}
