import type { ParameterExpansionPart, ParameterOperation, Word } from 'unbash'
import { type Field, isKnown, plain, type Scene, UNKNOWN } from '../scene.ts'
import { globExpression } from './glob-expression.ts'

interface Access {
  expandText(scene: Scene, word: Word): Field
  readVariable(scene: Scene, name: string): readonly Field[]
}

/** Expands `${…}` with its operator where the value is known. */
export function expandParameter(
  scene: Scene,
  part: ParameterExpansionPart,
  access: Access,
): readonly Field[] {
  const operation = part.operation
  if (part.prefix === '!') return indirect(scene, part, access)
  const index = part.index ? access.expandText(scene, part.index).text : null
  const all = pick(access.readVariable(scene, part.parameter), index, scene)
  if (part.prefix === '#') return [plain(lengthOf(all, index))]
  if (!operation) return all
  if (all.length !== 1) {
    return all.flatMap((field) => apply(scene, { part, operation, field, access }))
  }
  const [field] = all
  return field ? apply(scene, { part, operation, field, access }) : [plain('')]
}

function lengthOf(fields: readonly Field[], index: string | null): string {
  if (index === '@' || index === '*') return String(fields.length)
  const text = fields[0]?.text ?? ''
  return isKnown(text) ? String(text.length) : UNKNOWN
}

function pick(fields: readonly Field[], index: string | null, scene: Scene): readonly Field[] {
  if (index === null) return fields.length > 1 ? fields.slice(0, 1) : fields
  if (index === '@' || index === '*') return fields
  const held = scene.variables.get(index)?.values[0] ?? index
  if (!/^-?\d+$/.test(held)) return [plain(fields.some((field) => field.text) ? UNKNOWN : '')]
  const at = Number(held)
  return [fields.at(at) ?? plain(fields.some((field) => !isKnown(field.text)) ? UNKNOWN : '')]
}

function indirect(scene: Scene, part: ParameterExpansionPart, access: Access): readonly Field[] {
  const name = access.readVariable(scene, part.parameter)[0]?.text ?? UNKNOWN
  if (part.operation?.type === 'Names' || !/^\w+$/.test(name)) return [plain(UNKNOWN)]
  return access.readVariable(scene, name)
}

interface Application {
  readonly part: ParameterExpansionPart
  readonly operation: ParameterOperation
  readonly field: Field
  readonly access: Access
}

function apply(scene: Scene, at: Application): readonly Field[] {
  const { operation, field, access } = at
  if (operation.type === 'Default') return applyDefault(scene, at)
  const text = operationText(scene, operation, { field, access })
  return [{ ...field, text }]
}

function operationText(
  scene: Scene,
  operation: ParameterOperation,
  at: { readonly field: Field; readonly access: Access },
): string {
  const { field, access } = at
  const { text } = field
  switch (operation.type) {
    case 'Remove':
      return remove(text, operation.operator, access.expandText(scene, operation.operand).text)
    case 'Replace':
      return replace(text, operation.operator, {
        pattern: access.expandText(scene, operation.pattern).text,
        by: access.expandText(scene, operation.replacement).text,
      })
    case 'Slice':
      return slice(
        text,
        access.expandText(scene, operation.offset).text,
        operation.length ? access.expandText(scene, operation.length).text : null,
      )
    case 'CaseModification':
      return changeCase(text, operation.operator)
    case 'Transform':
      if (operation.operand.text === 'P')
        scene.runner.text(scene, `echo "${text}"`, { text: '', taint: 0 })
      return isKnown(text) && /^[QEU]$/.test(operation.operand.text) ? text : UNKNOWN
    default:
      return UNKNOWN
  }
}

function applyDefault(scene: Scene, at: Application): readonly Field[] {
  const { operation, field, access, part } = at
  if (operation.type !== 'Default') return [field]
  const operand = access.expandText(scene, operation.operand)
  const { operator } = operation
  const unset = field.text === ''
  const isSet = isKnown(field.text) ? field.text !== '' : null
  if (operator.endsWith('+')) return isSet === false ? [plain('')] : [operand]
  if (operator.endsWith('?')) return [field]
  if (operator.endsWith('=') && !scene.variables.has(part.parameter)) {
    scene.variables.set(part.parameter, { values: [operand.text], taint: operand.taint })
  }
  // An outside variable may or may not be set: the default is the only value we can read.
  if (isSet === null) return [scene.variables.has(part.parameter) ? field : operand]
  return unset ? [operand] : [field]
}

function remove(text: string, operator: string, pattern: string): string {
  if (!isKnown(text) || !isKnown(pattern) || text.length > MAX_MATCHED) return UNKNOWN
  const body = globExpression(pattern, operator.length === 1)
  if (body === null) return UNKNOWN
  if (operator.startsWith('#')) return text.replace(new RegExp(`^${body}`, 's'), '')
  return removeEnd(text, new RegExp(`^${body}$`, 's'), operator === '%')
}

const MAX_MATCHED = 500

function removeEnd(text: string, pattern: RegExp, shortest: boolean): string {
  for (let taken = 0; taken <= text.length; taken++) {
    const at = shortest ? text.length - taken : taken
    if (pattern.test(text.slice(at))) return text.slice(0, at)
  }
  return text
}

function replace(
  text: string,
  operator: string,
  change: { readonly pattern: string; readonly by: string },
): string {
  if (!isKnown(text) || !isKnown(change.pattern) || text.length > 500) return UNKNOWN
  const body = globExpression(change.pattern, false)
  if (body === null || body === '') return body === '' ? text : UNKNOWN
  const source = `${operator === '/#' ? '^' : ''}${body}${operator === '/%' ? '$' : ''}`
  return text.replace(new RegExp(source, operator === '//' ? 'gs' : 's'), () => change.by)
}

function slice(text: string, offset: string, length: string | null): string {
  if (!isKnown(text) || !/^\s*-?\d+$/.test(offset)) return UNKNOWN
  const start = Number(offset) < 0 ? Math.max(0, text.length + Number(offset)) : Number(offset)
  if (length === null) return text.slice(start)
  if (!/^\s*-?\d+$/.test(length)) return UNKNOWN
  return Number(length) < 0
    ? text.slice(start, Number(length))
    : text.slice(start, start + Number(length))
}

function changeCase(text: string, operator: string): string {
  if (!isKnown(text)) return UNKNOWN
  if (operator === '^^') return text.toUpperCase()
  if (operator === ',,') return text.toLowerCase()
  const first = text.slice(0, 1)
  return (operator === '^' ? first.toUpperCase() : first.toLowerCase()) + text.slice(1)
}
