import type { ArithmeticExpression, ArithmeticFor } from 'unbash'
import { noteCount } from '../programs/own-reach.ts'
import type { Scene } from '../scene.ts'

/** Notes the numbers that `for ((i = 1; i < 9; i++))` goes through, and returns the loop. */
export function noteCounted(scene: Scene, loop: ArithmeticFor): ArithmeticFor {
  noteCount(scene, lastNumber(loop.initialize), lastNumber(loop.test))
  return loop
}

/** The number that an expression ends with. */
function lastNumber(expression: ArithmeticExpression | undefined): number {
  let last = expression
  while (last?.type === 'ArithmeticBinary') last = last.right
  return last?.type === 'ArithmeticWord' ? Number(last.value) : Number.NaN
}
