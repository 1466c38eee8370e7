import { isWithin } from '../paths.ts'
import { emit, type Field, plain, type Scene, signal, touch } from '../scene.ts'
import { globMatches } from '../sensitive-paths.ts'
import type { Act } from './act.ts'
import { noteHomeReading } from './home-reading.ts'
import type { Invocation } from './program.ts'

/** Programs that only show, compare or search the text they are given. */
const ONLY_TEXT =
  /^(?:echo|printf|git|gh|e?grep|fgrep|rg|ag|sed|g?awk|jq|test|\[|export|lsof|fuser|ss|netstat|seq|kill|node|python\d*)$/
/** Programs that only show text, which a path may be. */
const PRINTS = /^(?:echo|printf|test|\[|export|:|true)$/
const MOST_ARGUMENTS = 64

/** Notes our own files, sockets and ports that a call names, whatever program it hands them to. */
export function noteOwnReach(scene: Scene, call: Invocation): void {
  noteOwnFolder(scene, call)
  noteHomeReading(scene, call)
  for (const port of scene.ground.ownPorts) noteOwnPort(scene, call, port)
}

/** A name inside our home, but for the boards of projects, that stands alone, after an option's `=`, or in an address of a socket. */
function noteOwnFolder(scene: Scene, call: Invocation): void {
  const { ownHome } = scene.ground
  const name = ownHome.slice(ownHome.lastIndexOf('/') + 1)
  if (PRINTS.test(call.name)) return
  for (const { text } of call.args.slice(0, MOST_ARGUMENTS)) {
    if (!text.includes(name) || text.includes('\n')) continue
    const paths = [text, ...text.split(/[=:,@]/)]
      .filter((part) => part.includes(name))
      .map((part) => touch(scene, plain(part)))
      .filter(({ path }) => isWithin(path, ownHome) && !isWithin(path, `${ownHome}/pm`))
    if (paths.length > 0) emit(scene, { kind: 'read', paths: paths.slice(0, 1) })
  }
}

/** This machine, by number or by a name that leads to it. */
const LOOPBACK = String.raw`(?:(?:[\w-]+\.)*localhost|127(?:\.\d+){1,3}|0(?:\.0){0,3}|\[?::1\]?|host\.docker\.internal|(?:[\w-]+\.)*(?:localtest\.me|lvh\.me|vcap\.me|lacolhost\.com|local\.gd|localho\.st)|(?:[\w-]+\.)*127[.-]0[.-]0[.-]\d+(?:\.[a-z]+)+)`

function noteOwnPort(scene: Scene, call: Invocation, port: number): void {
  if (ONLY_TEXT.test(call.name)) return
  if (!call.args.some(({ text }) => text.includes(String(port)))) return
  const line = lineOf(call.args)
  const behind = String.raw`(?:^|[\s/@=:,"'])(?:${LOOPBACK})?:${port}(?!\d)`
  const alone = hasBarePort(call.name) ? String.raw`|(?:^|\s)${port}(?:\s|$)` : ''
  if (new RegExp(behind + alone, 'i').test(line)) signal(scene, 'own-port', String(port))
}

/** Programs that are given a port alone, or beside a host. */
function hasBarePort(name: string): boolean {
  return /^(?:telnet|nc|ncat|netcat|ngrok|bore|lt|localtunnel|rlogin|nmap|nping|kill-port|fkill)$/.test(
    name,
  )
}

function lineOf(args: readonly Field[]): string {
  return args
    .slice(0, MOST_ARGUMENTS)
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 2000)
}

const SPEAKS =
  /socket|connect|\bnet\b|https?|WebSocket|request|fetch|urlopen|telnet|TCPClient|dial/i

/** Notes code that speaks to a port of ours. */
export function noteOwnPortInCode(scene: Scene, code: string): void {
  const port = scene.ground.ownPorts.find((own) => new RegExp(`(?<!\\d)${own}(?!\\d)`).test(code))
  if (port !== undefined && SPEAKS.test(code)) signal(scene, 'own-port', String(port))
}

/** Whether a text names a port of ours. */
export function namesOwnPort(scene: Scene, text: string): boolean {
  return scene.ground.ownPorts.some((own) => new RegExp(`(?<!\\d)${own}(?!\\d)`).test(text))
}

/** Ends whoever listens on a port of ours. */
export const endsListener: Act = (scene, call, line) => {
  if (namesOwnPort(scene, line) && (call.name !== 'fuser' || /(?:^| )-\w*k/.test(line)))
    emit(scene, { kind: 'guard', target: `${call.name} ${line.slice(0, 60)}` })
}

/** Goes through many ports of this machine, ours among them. */
export const sweepsPorts: Act = (scene, call, line) => {
  const local = call.name === 'seq' || new RegExp(`(?:^|\\s)${LOOPBACK}(?:\\s|$)`).test(line)
  if (!local) return
  const every = call.name !== 'seq' && /(?:^| )-p ?-(?: |$)/.test(line)
  const ranges = [...line.matchAll(/(?<![\d.])(\d{1,5})[- ](?:\d{1,3} )?(\d{1,5})(?!\d)/g)]
  const covers = ranges.some(([, from, to]) => coversOwn(scene, Number(from), Number(to)))
  if (every || covers) signal(scene, 'other-tool', 'goes through the ports of this machine')
}

/** Notes a count through numbers, ports of ours among them, that a loop goes through. */
export function noteCount(scene: Scene, from: number, to: number): void {
  if (to - from > 1 && coversOwn(scene, from, to))
    signal(scene, 'other-tool', 'goes through the ports of this machine')
}

const LAST_PORT = 65_535

/** A count from one is a range of ports only where it ends with the last of them. */
function coversOwn({ ground }: Scene, from: number, to: number): boolean {
  const ports = from >= 1024 || to >= LAST_PORT - 1
  return ports && ground.ownPorts.some((own) => from <= own && own <= to)
}

/** Names of what only our home holds. */
const OWN_NAMES = /^(?:running\.json|guard\.sock|bouncer-audit\S*)$/

/** What is found is read, not merely listed. */
const READS_FOUND =
  /(?:^| )-(?:exec|execdir|ok|okdir) (?!(?:ls|stat|file|du|basename|dirname|echo|printf|test|wc|touch|chmod|chown|rm|mkdir) )/

/** Searches the home, or everything, for files of ours. */
export const seeksOwnFiles: Act = (scene, call, line) => {
  const { ownHome } = scene.ground
  const folder = ownHome.slice(ownHome.lastIndexOf('/') + 1).replace(/^\./, '')
  const sought = call.args.some(({ text }, at) => {
    if (!/^-i?(?:name|path|wholename|regex)$/.test(call.args[at - 1]?.text ?? '')) return false
    const reads = READS_FOUND.test(line) && /[*?[]/.test(text) && /\w/.test(text)
    return (
      OWN_NAMES.test(text) ||
      (reads && globMatches(text, 'running.json')) ||
      text.replace(/[^\w]/g, '') === folder ||
      text.includes(`.${folder}`)
    )
  })
  const wide = call.args.some(
    ({ text }) => /^[~/]/.test(text) && isWithin(ownHome, touch(scene, plain(text)).path),
  )
  if (sought && wide) emit(scene, { kind: 'read', paths: [touch(scene, plain(ownHome))] })
}
