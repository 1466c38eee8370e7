import { type Field, type Scene, signal } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import type { Options } from './options.ts'

/** Protocols that nobody fetches pages with; raw ones reach services that were never meant to be asked. */
export function noteProtocol(scene: Scene, url: Field, host: string): void {
  const { scheme } = readAddress(url.text)
  if (!/^(?:gopher|dict|telnet|tftp|smtp|ldap|scp|sftp)$/.test(scheme)) return
  signal(scene, 'suspicious-url', `an unusual protocol: ${url.text.slice(0, 60)}`)
  const inside = /^(?:local|private)$/.test(hostKind(host))
  if (inside && /^(?:gopher|dict)$/.test(scheme)) signal(scene, 'internal-service', host)
}

const CREDENTIAL_HEADER =
  /^(?:authorization|cookie|x-api-key|x-auth-token|private-token|api-key)\s*:/i

/** Credentials over a connection that anybody on the way can read. */
export function noteOpenCredentials(scene: Scene, options: Options, urls: readonly Field[]): void {
  const named =
    options.value('u', 'user', 'oauth2-bearer', 'b', 'cookie') ??
    options.values('H', 'header').find((field) => CREDENTIAL_HEADER.test(field.text))
  if (!named) return
  const open = urls.find((url) => {
    const { scheme, host } = readAddress(url.text)
    return (
      scheme === 'http' &&
      hostKind(host) === 'public' &&
      /\w\.\w{2,}$/.test(host) &&
      !OWN_NAME.test(host)
    )
  })
  if (open)
    signal(scene, 'insecure-transport', `credentials in the open: ${open.text.slice(0, 80)}`)
}

const OWN_NAME = /\.(?:local|localhost|test|internal|lan|home|docker|svc|cluster)$/

/** A name in the head that is not the one in the address leads the request elsewhere. */
export function noteHostHeader(scene: Scene, options: Options, host: string): void {
  const named = options
    .values('H', 'header')
    .map((field) => /^host\s*:\s*([\w.-]+)/i.exec(field.text)?.[1])
    .find((name) => name !== undefined)
  if (named === undefined || hostKind(host) !== 'public' || host === '' || named === host) return
  signal(scene, 'suspicious-url', `another host in the head: ${named}`)
}
