import ts from 'typescript'

/**
 * Reads a file by its place relative to the one looked at; null when there is none.
 * @typedef {(relativePath: string) => string | null} ReadBeside
 */

/**
 * One file as the rules see it; `source` is empty for anything but TypeScript and JavaScript.
 * @typedef {{ path: string, text: string, source: ts.SourceFile, readBeside: ReadBeside }} SourceText
 */

/**
 * Where a rule is broken (an offset into the text) and what to do about it.
 * @typedef {{ at: number, message: string }} Place
 */

/**
 * A named rule: which paths it looks at and what it finds there.
 * @typedef {{ name: string, applies: (path: string) => boolean, find: (file: SourceText) => Place[] }} Rule
 */

/**
 * Parses one file; a style sheet or page gets an empty tree.
 * @param {string} path
 * @param {string} text
 * @param {ReadBeside} [readBeside]
 * @returns {SourceText}
 */
export function parseSource(path, text, readBeside = () => null) {
  const isCode = /\.(ts|tsx|mjs)$/.test(path)
  const kind = path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const source = ts.createSourceFile(path, isCode ? text : '', ts.ScriptTarget.Latest, true, kind)
  return { path, text, source, readBeside }
}

/**
 * Calls `visit` for the node and everything under it.
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} visit
 */
export function walk(node, visit) {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/**
 * Collects what `pick` says about every node of a file.
 * @param {SourceText} file
 * @param {(node: ts.Node) => string | null | undefined | false} pick the message, when the node breaks the rule
 */
export function findNodes(file, pick) {
  /** @type {Place[]} */
  const places = []
  walk(file.source, (node) => {
    const message = pick(node)
    if (message) places.push({ at: node.getStart(file.source), message })
  })
  return places
}

/** True for `*.test.ts(x)` and everything under `tests/`. */
export const isTest = (/** @type {string} */ path) =>
  /\.test\.tsx?$/.test(path) || path.startsWith('tests/')

/** True for the code that people run: everything but tests, tooling and configuration. */
export const isProduct = (/** @type {string} */ path) =>
  /^(main|preload|renderer|shared|platform)\/.*\.(ts|tsx)$/.test(path) && !isTest(path)

/** True for any TypeScript or JavaScript of ours. */
export const isCode = (/** @type {string} */ path) => /\.(ts|tsx|mjs)$/.test(path)

/**
 * The text of a string literal or of a template without its placeholders; null for anything else.
 * @param {ts.Node} node
 */
export function literalText(node) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (ts.isTemplateExpression(node)) {
    return [node.head, ...node.templateSpans.map((span) => span.literal)]
      .map((part) => part.text)
      .join(' ')
  }
  return null
}

/**
 * The local names an import gives to the parts of a module, and to the module as a whole.
 * @param {ts.ImportClause | undefined} clause
 */
function boundNames(clause) {
  /** @type {Map<string, string>} */
  const named = new Map()
  /** @type {Set<string>} */
  const whole = new Set()
  if (clause?.name) whole.add(clause.name.text)
  const bindings = clause?.namedBindings
  if (bindings && ts.isNamespaceImport(bindings)) whole.add(bindings.name.text)
  const parts = bindings && ts.isNamedImports(bindings) ? bindings.elements : []
  for (const part of parts.filter((one) => !one.isTypeOnly)) {
    named.set(part.name.text, (part.propertyName ?? part.name).text)
  }
  return { named, whole }
}

/**
 * What a file imports at run time from the wanted modules.
 * @param {SourceText} file
 * @param {(module: string) => boolean} wanted
 */
export function importsOf(file, wanted) {
  return file.source.statements.filter(ts.isImportDeclaration).flatMap((node) => {
    const module = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : ''
    const isTypeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    return isTypeOnly || !wanted(module) ? [] : [{ node, module, ...boundNames(node.importClause) }]
  })
}
