import { TAINT } from '../findings.ts'
import { isWithin } from '../paths.ts'
import { emit, flow, plain, readPaths, type Scene, signal, touch } from '../scene.ts'
import { guardTarget, patternMayHoldSecrets } from '../sensitive-paths.ts'
import { hostKind, readAddress } from '../urls.ts'
import type { Act, Printed } from './act.ts'

/** Commands that a later time brings and that come from elsewhere. */
export const fedLater: Act = (scene, call) => {
  if (call.stdin.taint & (TAINT.download | TAINT.decoded))
    flow(scene, 'download-to-execute', call.name)
}

const CHANGES = /\b(?:insert|delete|update|drop|alter|vacuum|replace|attach|reindex)\b/i

/** Orders to the record of the guard or to what an agent keeps. */
export const guardStore: Act = (scene, call, line) => {
  if (!CHANGES.test(line) && !CHANGES.test(call.stdin.text?.slice(0, 2000) ?? '')) return
  const { ownHome } = scene.ground
  const store = call.args.find(({ text }) => {
    if (!/[./]/.test(text) || /\s/.test(text)) return false
    const { path } = touch(scene, plain(text))
    return isWithin(path, ownHome) || guardTarget(path) !== null
  })
  if (store) emit(scene, { kind: 'guard', target: store.text })
}

const COMPOSE_FILE =
  /(?:^| )compose (?:\S+ )*?(?:-f|--file)[= ]?(https?:\/\/\S+|git\S+|oci:\S+|-)(?: |$)/
const REMOTE_DAEMON = /(?:^| )(?:-H|--host)[= ]?(?:tcp|https?):\/\/([\w.-]+|\[[\da-f:]+\])/

/** Services from a file that nobody has read, and folders of the person as what is built elsewhere. */
export const foreignContainers: Act = (scene, call, line) => {
  const file = COMPOSE_FILE.exec(line)?.[1]
  const fed = file === '-' && call.stdin.taint & TAINT.download
  if (file !== undefined && (file !== '-' || fed))
    signal(scene, 'foreign-source', `services from ${file === '-' ? 'the network' : file}`)
  const daemon = REMOTE_DAEMON.exec(line)?.[1]
  if (daemon === undefined || hostKind(daemon) !== 'public' || !/(?:^| )build(?: |$)/.test(line))
    return
  const context = call.args.findLast(({ text }) => /^[~./]/.test(text))
  const place = context ? touch(scene, context).place : 'project'
  if (place !== 'project' && place !== 'temporary') flow(scene, 'outside-to-network', daemon)
}

/** Lines of the input run as commands where none is given, here or on other machines. */
export const fedLines: Act = (scene, call, line) => {
  const names = /(?:^| )(?!-)\S/.test(line.replace(/(?:^| )-[SjPNn] ?\S+|--\S+/g, ''))
  if (!names && call.stdin.taint & TAINT.download) flow(scene, 'download-to-execute', call.name)
}

/** `@file` makes compilers and linkers read their arguments from it, and say what they do not like. */
export const readsArguments: Act = (scene, call) => {
  const files = call.args
    .filter(({ text }) => /^@[~/.]/.test(text))
    .map((field) => ({ ...field, text: field.text.slice(1) }))
  const secret = files.filter((field) => touch(scene, field).secret)
  if (secret.length > 0) readPaths(scene, secret)
}

const KEY_NAME =
  /^\*?\.?(?:id_(?:rsa|dsa|ecdsa|ed25519|\*).*|\*?\.(?:pem|key|ppk|p12|pfx|kdbx?|jks|keystore|ovpn|agekey|asc|wallet)|\.?(?:env|netrc|npmrc|pypirc|pgpass|git-credentials)\*?|\*?(?:credential|secret|passw|token|wallet)\w*\*?.*|shadow|authorized_keys|login data|cookies)$/i

/** Searches the home, or everything, for files that hold keys. */
export const keySearch: Act = (scene, call, line) => {
  if (!/name|regex|path|^[^-]/.test(line)) return
  const names = call.args.filter((_field, at) => NAME_TEST.test(call.args[at - 1]?.text ?? ''))
  const sought = call.name === 'find' ? names : call.args
  if (!sought.some(({ text }) => KEY_NAME.test(text) || secretGlob(scene, text))) return
  const wide = call.name.endsWith('locate') || call.args.some((field) => isWide(scene, field.text))
  if (wide) signal(scene, 'wide-search', line.slice(0, 80))
}

const NAME_TEST = /^-i?(?:name|path|wholename|regex)$/

function secretGlob(scene: Scene, text: string): boolean {
  const { home } = scene.ground
  return /[*?]/.test(text) && /\w{3}/.test(text) && patternMayHoldSecrets(`${home}/${text}`, home)
}

/** The home of somebody, or a folder that holds homes. */
function isWide(scene: Scene, text: string): boolean {
  if (!/^[~/]|\$HOME/.test(text)) return false
  const { path } = touch(scene, plain(text))
  return isWithin(scene.ground.home, path) || /^\/(?:home|Users)\/[^/]+$/.test(path)
}

const FETCHED_OUTPUT =
  /^(?:s3 cp \S+ -(?: |$)|s3api get-object .*\/dev\/std|cat |storage cat |gist view|api |blob download|object get|repo view .*--raw|release download .*-O ?-|secrets? )/

/** What a service prints of what lies there. */
export const remoteOutput: Printed = (_scene, _call, line) =>
  FETCHED_OUTPUT.test(line) ? TAINT.download : TAINT.none

/** An address that reads a file of this machine which nobody but root may read. */
export function noteFileAddress(scene: Scene, text: string): void {
  const { scheme } = readAddress(text)
  if (scheme !== 'file') return
  const { secret, place } = touch(scene, plain(text.replace(/^file:\/\/(?:localhost)?/i, '')))
  if (secret && place === 'system') signal(scene, 'key-reading', text.slice(0, 80))
}
