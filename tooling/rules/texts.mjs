import ts from 'typescript'
import { findNodes, isProduct, isTest, literalText } from './source-text.mjs'

const SPOKEN_ATTRIBUTES = new Set([
  'aria-label',
  'aria-description',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
])
const COMPARISONS = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
])
const hasWords = (/** @type {string | null} */ text) => text !== null && /\p{L}/u.test(text)

/**
 * The literals that an expression may show: itself, or either branch of a choice.
 * @param {ts.Node} node
 * @returns {ts.Node[]}
 */
function shownLiterals(node) {
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) {
    return shownLiterals(node.expression)
  }
  if (ts.isConditionalExpression(node)) {
    return [...shownLiterals(node.whenTrue), ...shownLiterals(node.whenFalse)]
  }
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken
    // What is compared is not shown, and neither is the condition of `&&`.
    if (COMPARISONS.has(kind)) return []
    const right = shownLiterals(node.right)
    return kind === ts.SyntaxKind.AmpersandAmpersandToken
      ? right
      : [...shownLiterals(node.left), ...right]
  }
  return literalText(node) === null ? [] : [node]
}

/** Begins like a sentence: words of that shape in a file of elements are shown somewhere. */
const SENTENCE = /^\p{Lu}\p{Ll}+ \p{L}/u

/** @param {ts.Node} node */
function isSentence(node) {
  const text = ts.isSourceFile(node) ? null : literalText(node)
  return text !== null && SENTENCE.test(text) && !ts.isNewExpression(node.parent)
}

/** @param {ts.Node} node */
function isShown(node) {
  if (!ts.isJsxExpression(node) || !node.expression) return false
  const { parent } = node
  if (!ts.isJsxAttribute(parent)) return true
  return SPOKEN_ATTRIBUTES.has(parent.name.getText())
}

/**
 * The words that a node would show; null when it shows none.
 * @param {ts.Node} node
 */
function wordsOf(node) {
  if (ts.isJsxText(node)) return hasWords(node.text) ? `“${node.text.trim()}”` : null
  if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
    const isSpoken = SPOKEN_ATTRIBUTES.has(node.name.getText())
    return isSpoken && hasWords(node.initializer.text) ? node.getText() : null
  }
  if (isSentence(node)) return node.getText()
  if (!isShown(node) || !ts.isJsxExpression(node) || !node.expression) return null
  const words = shownLiterals(node.expression).find((literal) => hasWords(literalText(literal)))
  return words ? words.getText() : null
}

/**
 * Every text for people comes from the message catalogue.
 * @type {import('./source-text.mjs').Rule}
 */
export const literalTextRule = {
  name: 'no-literal-text',
  applies: (path) => path.startsWith('renderer/') && path.endsWith('.tsx') && !isTest(path),
  find: (file) =>
    findNodes(file, (node) => {
      const words = wordsOf(node)
      return words !== null && `${words}: put the text into renderer/messages and use its key`
    }),
}

/** The name in any spelling; a lower-case id that only begins with it (a file format) is none. */
const BRAND = /\bM(?:stro|STRO)|\.mstro|\bmstro(?!-[a-z])/

/**
 * The product's name, ids and addresses are spelled in one file.
 * @type {import('./source-text.mjs').Rule}
 */
export const brandRule = {
  name: 'brand-only-in-brand',
  applies: (path) => isProduct(path) && path !== 'shared/brand.ts',
  find: (file) =>
    findNodes(file, (node) => {
      const advice = 'take the name from shared/brand.ts'
      if (ts.isJsxText(node)) return BRAND.test(node.text) && `“${node.text.trim()}”: ${advice}`
      if (ts.isPropertyAccessExpression(node)) {
        return /^MSTRO_/.test(node.name.text) && `${node.name.text}: ${advice}`
      }
      const isModule =
        node.parent && (ts.isImportDeclaration(node.parent) || ts.isExportDeclaration(node.parent))
      const text = isModule ? null : literalText(node)
      return text !== null && BRAND.test(text) && `“${text}”: ${advice}`
    }),
}
