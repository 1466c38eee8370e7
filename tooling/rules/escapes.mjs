import ts from 'typescript'
import { findNodes, isCode, isProduct, isTest } from './source-text.mjs'

const MARKUP_SINKS = new Set([
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'dangerouslySetInnerHTML',
])

/** @param {ts.CallExpression} node */
function codeInCall(node) {
  const callee = node.expression.getText().replace(/^(globalThis|window)\./, '')
  if (callee === 'eval') return 'eval: write the code down'
  if (callee === 'document.write') return 'document.write: build elements'
  const [first] = node.arguments
  const isTimer = callee === 'setTimeout' || callee === 'setInterval'
  return isTimer && first && ts.isStringLiteralLike(first) && `${callee}: hand in a function`
}

/**
 * No text becomes code, and no text becomes markup.
 * @type {import('./source-text.mjs').Rule}
 */
export const injectionRule = {
  name: 'no-text-as-code',
  // A test tries it to see that the policy of the page forbids it.
  applies: (path) => isCode(path) && !path.startsWith('tests/e2e/'),
  find: (file) =>
    findNodes(file, (node) => {
      if (ts.isCallExpression(node)) return codeInCall(node)
      if (ts.isNewExpression(node)) {
        return node.expression.getText() === 'Function' && 'new Function: write the code down'
      }
      const isSink = ts.isIdentifier(node) && MARKUP_SINKS.has(node.text)
      return isSink && `${node.text}: render the text as an element`
    }),
}

/**
 * The type checker is not talked out of its opinion.
 * @type {import('./source-text.mjs').Rule}
 */
export const typeEscapeRule = {
  name: 'no-type-escapes',
  applies: (path) => isCode(path) && !/^tests\/arch\//.test(path),
  find(file) {
    const casts = findNodes(file, (node) => {
      if (!ts.isAsExpression(node)) return null
      const { expression } = node
      const isDouble =
        ts.isAsExpression(expression) && expression.type.kind === ts.SyntaxKind.UnknownKeyword
      return isDouble && 'as unknown as: narrow the value with a check or a schema'
    })
    const silenced = [...file.text.matchAll(/(?:\/\/|\/\*)\s*@ts-(expect-error|nocheck|ignore)/g)]
    return [
      ...casts,
      ...silenced.map((match) => ({ at: match.index, message: `@ts-${match[1]}: fix the type` })),
    ]
  },
}

/**
 * What is written is finished.
 * @type {import('./source-text.mjs').Rule}
 */
export const unfinishedRule = {
  name: 'nothing-unfinished',
  applies: (path) => isProduct(path) || (isCode(path) && !isTest(path)),
  find: (file) =>
    [...file.text.matchAll(/(?:\/\/|\/\*|^\s*\*).*?\b(TODO|FIXME|XXX|HACK)\b/gm)].map((match) => ({
      at: match.index,
      message: `${match[1]}: finish it, or open an issue and take the comment out`,
    })),
}
