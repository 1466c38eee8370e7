import ts from 'typescript'
import { findNodes, importsOf, isProduct } from './source-text.mjs'

const isFiles = (/** @type {string} */ module) => /^(node:)?fs(\/promises)?$/.test(module)
const isMaking = (/** @type {string} */ name) => /^mkdir(Sync)?$/.test(name)
const message = 'make folders with main/kit/make-folder: Node’s own way can try for ever'

/**
 * Folders are made in one place, because Node's recursive way never ends below a folder that takes no new ones.
 * @type {import('./source-text.mjs').Rule}
 */
export const folderRule = {
  name: 'folders-only-through-make-folder',
  applies: (path) => isProduct(path) && path !== 'main/kit/make-folder.ts',
  find(file) {
    const imported = importsOf(file, isFiles).flatMap(({ node, named }) =>
      [...named.values()].filter(isMaking).map(() => ({ at: node.getStart(), message })),
    )
    const uses = findNodes(file, (node) => {
      if (ts.isPropertyAccessExpression(node)) {
        return ts.isCallExpression(node.parent) && isMaking(node.name.text) && message
      }
      const isTaken = ts.isBindingElement(node) && ts.isIdentifier(node.name)
      return isTaken && isMaking((node.propertyName ?? node.name).getText()) && message
    })
    return [...imported, ...uses]
  },
}
