import { TAINT } from '../findings.ts'
import { type Field, plain, UNKNOWN, type Value } from '../scene.ts'

/** Most values a variable is followed with. */
export const MAX_VALUES = 8

/** Whether two lists of arguments are the same text. */
export function sameFields(left: readonly Field[], right: readonly Field[]): boolean {
  return (
    left.length === right.length && left.every((field, index) => field.text === right[index]?.text)
  )
}

/** What a variable holds that holds one of two things. */
export function mergeValues(left: Value, right: Value | undefined): Value {
  if (!right) {
    // Whether a program sees what stands in the surroundings is known: it does.
    const outside = left.exported === true ? { ...OUTSIDE, exported: true } : OUTSIDE
    return { ...mergeValues(left, outside), maybeUnset: true }
  }
  if (left.nature !== right.nature && isReference(left, right)) return UNSURE_REFERENCE
  const base = {
    taint: left.taint | right.taint,
    ...mergeMarks(left, right),
    ...mergeNature(left, right),
  }
  if (left.elements || right.elements) return { ...base, ...mergeElements(left, right) }
  const values = [...new Set([...left.values, ...right.values])]
  if (left.unset !== right.unset) values.push(UNKNOWN)
  return { ...base, values: values.length > MAX_VALUES ? [UNKNOWN] : values }
}

/** A variable of the surroundings. */
const OUTSIDE: Value = { values: [UNKNOWN], taint: TAINT.none }

function mergeMarks(left: Value, right: Value): Partial<Value> {
  const marks: { -readonly [K in keyof Value]?: Value[K] } = {}
  if (left.unset && right.unset) marks.unset = true
  const exported = left.exported === right.exported ? left.exported : 'perhaps'
  if (exported) marks.exported = exported
  for (const mark of ['glob', 'listed', 'table', 'fixed', 'maybeUnset'] as const) {
    if (left[mark] || right[mark]) marks[mark] = true
  }
  if (left.unset !== right.unset) marks.maybeUnset = true
  return marks
}

/** Of a variable that may be a number or not, only numbers are known. */
function mergeNature(left: Value, right: Value): Pick<Value, 'nature'> {
  if (left.nature === right.nature) return left.nature ? { nature: left.nature } : {}
  return { nature: 'mixed' }
}

function isReference(left: Value, right: Value): boolean {
  return left.nature === 'reference' || right.nature === 'reference'
}

/** What is given to it may be given to any variable. */
const UNSURE_REFERENCE: Value = { values: [UNKNOWN], taint: TAINT.none, nature: 'reference' }

function mergeElements(left: Value, right: Value): Pick<Value, 'values' | 'elements' | 'keys'> {
  const { elements } = left
  const same = elements && right.elements && sameFields(elements, right.elements)
  return same && left.keys?.join(' ') === right.keys?.join(' ')
    ? { values: left.values, elements, ...(left.keys ? { keys: left.keys } : {}) }
    : { values: [UNKNOWN], elements: [plain(UNKNOWN, left.taint | right.taint)] }
}
