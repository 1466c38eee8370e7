import ts from 'typescript'
import { findNodes, importsOf, isCode, isTest } from './source-text.mjs'

const isChildProcess = (/** @type {string} */ module) => /^(node:)?child_process$/.test(module)
const MAY_START_PROGRAMS =
  /^(main\/kit\/spawn[^/]*(\/|$)|main\/os\/|main\/sessions\/agents\/|main\/workspace\/|tooling\/)/

/**
 * Programs are started in a few places, so that their environment and their end are looked after.
 * @type {import('./source-text.mjs').Rule}
 */
export const childProcessRule = {
  name: 'processes-only-where-allowed',
  applies: (path) => isCode(path) && !isTest(path) && !MAY_START_PROGRAMS.test(path),
  find: (file) =>
    findNodes(file, (node) => {
      const isImport = ts.isStringLiteral(node) && isChildProcess(node.text)
      return isImport && 'start programs through main/kit/spawn, not through node:child_process'
    }),
}

/**
 * No command line is ever put together as text.
 * @type {import('./source-text.mjs').Rule}
 */
export const shellRule = {
  name: 'no-shell-strings',
  applies: (path) => isCode(path) && !path.startsWith('renderer/'),
  find(file) {
    const imported = importsOf(file, isChildProcess)
    const banned = imported.flatMap(({ node, named }) =>
      [...named.values()]
        .filter((part) => part === 'exec' || part === 'execSync')
        .map((part) => ({
          at: node.getStart(),
          message: `${part} runs a shell: use execFile or spawn with an argument array`,
        })),
    )
    const wholes = new Set(imported.flatMap(({ whole }) => [...whole]))
    const uses = findNodes(file, (node) => {
      if (ts.isPropertyAssignment(node) && node.name.getText() === 'shell') {
        const isOff = node.initializer.kind === ts.SyntaxKind.FalseKeyword
        const isSwitch = node.initializer.kind === ts.SyntaxKind.TrueKeyword
        const isOption = isSwitch || ts.isStringLiteral(node.initializer)
        return !isOff && isOption && 'shell: pass an argument array and no shell'
      }
      if (!ts.isPropertyAccessExpression(node) || !/^exec(Sync)?$/.test(node.name.text)) return null
      return wholes.has(node.expression.getText()) && 'exec runs a shell: use execFile or spawn'
    })
    return [...banned, ...uses]
  },
}
