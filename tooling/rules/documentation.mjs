import ts from 'typescript'
import { isCode, parseSource } from './source-text.mjs'

/**
 * The words of a node's JSDoc, without tags.
 * @param {ts.Node} node
 */
function docText(node) {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? '')
    .join(' ')
    .trim()
}

/** @param {ts.Node} node */
const isExported = (node) =>
  ts.canHaveModifiers(node) &&
  ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) === true

/**
 * True when what stands beside the export tells it all: a type taken from a value or a member
 * (`z.infer<typeof xSchema>`, `Effect['kind']`), or the props of a component of the same file.
 * @param {ts.Node} node
 * @param {ts.SourceFile} source
 */
function isToldBeside(node, source) {
  if (ts.isTypeAliasDeclaration(node)) {
    return ts.isIndexedAccessTypeNode(node.type) || /\btypeof\s+\w/.test(node.type.getText(source))
  }
  const component = ts.isInterfaceDeclaration(node) && /^(\w+)Props$/.exec(node.name.text)?.[1]
  return component && source.statements.some((other) => exportedName(other) === component)
}

/**
 * The name of an exported statement, or null when it exports nothing itself.
 * @param {ts.Statement} node
 */
function exportedName(node) {
  if (!isExported(node)) return null
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.map((part) => part.name.getText()).join(', ')
  }
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node)
  return isNamed ? (node.name?.text ?? 'the export') : null
}

/**
 * Each export says in one sentence what it promises.
 * @type {import('./source-text.mjs').Rule}
 */
export const exportDocRule = {
  name: 'exports-are-documented',
  applies: (path) => isCode(path) && !/\.test\.tsx?$|\.config\.ts$|^tests\/(arch|e2e)\//.test(path),
  find(file) {
    const seen = new Set()
    return file.source.statements.flatMap((node) => {
      const name = exportedName(node)
      if (name === null || seen.has(name)) return []
      seen.add(name)
      if (isToldBeside(node, file.source) || docText(node).length >= 10) return []
      const at = node.getStart(file.source)
      return [{ at, message: `${name}: say in one JSDoc sentence what it promises` }]
    })
  },
}

const DOOR = /^main\/(?!(app|gateway|os|kit)\/)[^/]+\/index\.ts$/

/**
 * The words of the comment a file begins with, line by line.
 * @param {string} text
 */
export function openingComment(text) {
  const block = /^\s*\/\*([\s\S]*?)\*\//.exec(text)
  const lines = /^\s*((?:\/\/.*\n?)+)/.exec(text)
  return (block?.[1] ?? lines?.[1] ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*(\/\/+|\*+)?\s?/, '').trim())
    .filter((line) => line !== '')
}

/**
 * A feature's door says what it owns, where its state lives and what it must never do.
 * @type {import('./source-text.mjs').Rule}
 */
export const doorCommentRule = {
  name: 'doors-say-what-they-own',
  applies: (path) => DOOR.test(path),
  find(file) {
    const lines = openingComment(file.text)
    if (lines.length >= 2 && lines.length <= 4) return []
    const advice =
      'begin with 2 to 4 comment lines: what it owns, where its state lives, what it never does'
    return [{ at: 0, message: advice }]
  },
}

/**
 * True when the statement declares a `…DataOwner`, or an interface that has a `dataOwner`.
 * @param {ts.Statement} node
 */
function declaresDataOwner(node) {
  const name = exportedName(node)
  if (name === null) return false
  const isOwner = /dataOwner$/i.test(name)
  const isHolder =
    ts.isInterfaceDeclaration(node) && node.members.some((m) => m.name?.getText() === 'dataOwner')
  return isOwner || isHolder
}

/**
 * True when the door passes on a `dataOwner`, by its name or inside an interface of that file.
 * @param {ts.ExportDeclaration} node
 * @param {import('./source-text.mjs').SourceText} file
 */
function passesOnDataOwner(node, file) {
  const clause = node.exportClause
  const names =
    clause && ts.isNamedExports(clause)
      ? clause.elements.map((part) => (part.propertyName ?? part.name).text)
      : []
  if (names.some((name) => /dataOwner$/i.test(name))) return true
  if (!node.moduleSpecifier || !ts.isStringLiteral(node.moduleSpecifier)) return false
  const text = file.readBeside(node.moduleSpecifier.text)
  if (text === null) return false
  return parseSource(file.path, text).source.statements.some(
    (one) => names.includes(exportedName(one) ?? '') && declaresDataOwner(one),
  )
}

/** @param {import('./source-text.mjs').SourceText} file */
const offersDataOwner = (file) =>
  file.source.statements.some((node) =>
    ts.isExportDeclaration(node) ? passesOnDataOwner(node, file) : declaresDataOwner(node),
  )

/**
 * A feature that keeps something can export, erase and retain it.
 * @type {import('./source-text.mjs').Rule}
 */
export const dataOwnerRule = {
  name: 'state-has-a-data-owner',
  applies: (path) => DOOR.test(path),
  find(file) {
    const isStateless = openingComment(file.text).some((line) => /\bState: none\b/.test(line))
    if (isStateless || offersDataOwner(file)) return []
    const advice =
      'export a dataOwner {export, erase, retain} for its state, or say “State: none” in the opening comment'
    return [{ at: 0, message: advice }]
  },
}
