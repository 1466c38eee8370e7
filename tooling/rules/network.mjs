import ts from 'typescript'
import { findNodes, importsOf, isCode, isTest, literalText } from './source-text.mjs'

const CLIENT_MODULES = /^(node:)?(http|https|http2|net|tls|dgram|dns|dns\/promises)$/
const CLIENT_PACKAGES = /^(undici|axios|got|node-fetch|ky|superagent)(\/|$)/
const CLIENT_PARTS = new Set([
  'request',
  'get',
  'connect',
  'createConnection',
  'Agent',
  'globalAgent',
  'ClientRequest',
  'Socket',
  'TLSSocket',
  'createSocket',
  'lookup',
  'resolve',
  'resolve4',
  'resolve6',
  'Resolver',
])
const CLIENT_CLASSES = new Set(['XMLHttpRequest', 'EventSource', 'WebSocketStream', 'WebTransport'])
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self'])
const WAY_OUT =
  'ask the egress door (main/kit/egress) to make the connection, so that it is recorded'

/**
 * True when the identifier is the global of that name: not a property, not a declaration.
 * @param {ts.Identifier} node
 */
function isReference(node) {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) {
    return parent.name !== node || GLOBAL_OBJECTS.has(parent.expression.getText())
  }
  return !(
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isPropertySignature(parent) ||
    ts.isMethodSignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isTypeReferenceNode(parent) ||
    ts.isBindingElement(parent) ||
    ts.isParameter(parent)
  )
}

/**
 * True when the file itself binds the name, so that it is not the global.
 * @param {import('./source-text.mjs').SourceText} file
 * @param {string} name
 */
function bindsName(file, name) {
  return (
    findNodes(file, (node) => {
      const declares =
        ts.isVariableDeclaration(node) ||
        ts.isParameter(node) ||
        ts.isBindingElement(node) ||
        ts.isFunctionDeclaration(node) ||
        ts.isImportSpecifier(node)
      return declares && node.name?.getText() === name && name
    }).length > 0
  )
}

/**
 * True for `fetch('/path')`: in a page that asks only the server it came from.
 * @param {ts.Identifier} node
 */
function asksOwnServer(node) {
  const [address] = ts.isCallExpression(node.parent) ? node.parent.arguments : []
  return address !== undefined && ts.isStringLiteral(address) && /^\/(?!\/)/.test(address.text)
}

/** @param {import('./source-text.mjs').SourceText} file */
function globalClients(file) {
  const isLocalClient = file.path.startsWith('renderer/client/')
  const ownFetch = bindsName(file, 'fetch')
  const isAllowed = (/** @type {ts.Identifier} */ node) =>
    ownFetch || !isReference(node) || (isLocalClient && asksOwnServer(node))
  const classes = new Set(CLIENT_CLASSES)
  if (!isLocalClient) classes.add('WebSocket')
  return findNodes(file, (node) => {
    if (!ts.isIdentifier(node)) return null
    const name = node.text
    if (name === 'fetch') return !isAllowed(node) && `fetch: ${WAY_OUT}`
    if (name === 'sendBeacon') return `sendBeacon: ${WAY_OUT}`
    const isMade = ts.isNewExpression(node.parent) && node.parent.expression === node
    return isMade && classes.has(name) && `new ${name}: ${WAY_OUT}`
  })
}

/** @param {ts.Node} node */
function importedLater(node) {
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword)
    return null
  const [module] = node.arguments
  const name = module ? literalText(module) : null
  const isClient = name !== null && (CLIENT_MODULES.test(name) || CLIENT_PACKAGES.test(name))
  return isClient ? name : null
}

/** @param {ts.Node} node */
function takenFromGlobal(node) {
  if (!ts.isBindingElement(node)) return null
  const holder = node.parent.parent
  const from = ts.isVariableDeclaration(holder) ? holder.initializer?.getText() : undefined
  const name = (node.propertyName ?? node.name).getText()
  const isClient = name === 'fetch' || CLIENT_CLASSES.has(name)
  return from && GLOBAL_OBJECTS.has(from) && isClient ? `${name} of ${from}` : null
}

/**
 * A way to a module or a global that the other looks do not follow.
 * @param {ts.Node} node
 */
function roundabout(node) {
  const isLoader = ts.isIdentifier(node) && /^(createRequire|getBuiltinModule)$/.test(node.text)
  return isLoader ? node.text : (importedLater(node) ?? takenFromGlobal(node))
}

/** @param {import('./source-text.mjs').SourceText} file */
function roundaboutClients(file) {
  return findNodes(file, (node) => {
    const name = roundabout(node)
    return name && `${name}: ${WAY_OUT}`
  })
}

/** @param {import('./source-text.mjs').SourceText} file */
function moduleClients(file) {
  const isElectron = (/** @type {string} */ module) => module === 'electron'
  const wanted = (/** @type {string} */ module) =>
    CLIENT_MODULES.test(module) || CLIENT_PACKAGES.test(module) || isElectron(module)
  /** @type {import('./source-text.mjs').Place[]} */
  const places = []
  const wholes = new Set()
  for (const { node, module, named, whole } of importsOf(file, wanted)) {
    const parts = [...named.values()]
    const banned = isElectron(module)
      ? parts.filter((part) => part === 'net')
      : parts.filter((part) => CLIENT_PARTS.has(part) || CLIENT_PACKAGES.test(module))
    for (const part of banned) {
      places.push({ at: node.getStart(), message: `${part} of ${module}: ${WAY_OUT}` })
    }
    if (!isElectron(module)) for (const name of whole) wholes.add(name)
  }
  const uses = findNodes(file, (node) => {
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return null
    if (!wholes.has(node.expression.text) || !CLIENT_PARTS.has(node.name.text)) return null
    return `${node.getText()}: ${WAY_OUT}`
  })
  return [...places, ...uses]
}

/** Asks a socket file of the home folder whether its owner lives; it leads to no other machine. */
const OWNER_SOCKET = 'main/os/node/owner-socket.ts'

/**
 * Nothing connects outward but the egress door, the renderer's own socket and the platform.
 * @type {import('./source-text.mjs').Rule}
 */
export const networkRule = {
  name: 'network-only-through-egress',
  applies: (path) =>
    isCode(path) &&
    !isTest(path) &&
    path !== OWNER_SOCKET &&
    !/^(main\/kit\/egress\/|platform\/)/.test(path),
  find: (file) => [...globalClients(file), ...moduleClients(file), ...roundaboutClients(file)],
}
