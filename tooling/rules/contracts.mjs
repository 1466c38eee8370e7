import ts from 'typescript'
import { findNodes } from './source-text.mjs'

const REQUIRED = ['kind', 'role', 'idempotent']

/**
 * The names an object literal spells out.
 * @param {ts.Node | undefined} node
 */
function spelledKeys(node) {
  if (!node || !ts.isObjectLiteralExpression(node)) return []
  return node.properties.map((property) => property.name?.getText() ?? '')
}

/**
 * True for `x.y` keys of a contract object.
 * @param {ts.Node} node
 */
const isContractEntry = (node) =>
  ts.isPropertyAssignment(node) &&
  ts.isStringLiteral(node.name) &&
  /^\w+\.\w+$/.test(node.name.text)

/**
 * Who may call a procedure is written where the procedure is declared.
 * @type {import('./source-text.mjs').Rule}
 */
export const rightsRule = {
  name: 'procedures-declare-rights',
  applies: (path) => /^shared\/.*contract\.ts$/.test(path),
  find: (file) =>
    findNodes(file, (node) => {
      if (isContractEntry(node) && ts.isPropertyAssignment(node)) {
        const call = node.initializer
        const isDeclared =
          ts.isCallExpression(call) && /^(procedure|event)$/.test(call.expression.getText())
        return !isDeclared && `${node.name.getText()}: declare it with procedure(…) or event(…)`
      }
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'procedure') return null
      const keys = spelledKeys(node.arguments[0])
      const missing = REQUIRED.filter((key) => !keys.includes(key))
      return missing.length > 0 && `spell out its rights; missing: ${missing.join(', ')}`
    }),
}
