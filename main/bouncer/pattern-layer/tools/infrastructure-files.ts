import { type Scene, signal } from '../scene.ts'
import { at } from './input.ts'
import type { FileCommand, Written } from './written.ts'

/** Programs that a plan starts on the machine where it is made or applied. */
const STARTS =
  /\b(?:local-exec|remote-exec)"?\s{0,4}\{[\s\S]{0,400}?\b(?:command|inline)\s{0,4}=\s{0,4}(?:<<-?\s{0,2}\w{1,20}\n([\s\S]{1,2000}?)\n\s{0,20}[A-Z]{2,20}\b|\[?\s{0,20}"((?:[^"\\]|\\.){1,2000})")|\bprogram\s{0,4}=\s{0,4}\[([^\]]{1,300})\]/g
const MAX_STARTS = 40

/** Commands of a plan for machines and services. */
export function planCommands({ text }: Written): readonly FileCommand[] {
  return [...text.matchAll(STARTS)].slice(0, MAX_STARTS).map((match) => {
    const [, block, line, list] = match
    const code = block ?? (line === undefined ? joined(list ?? '') : line.replaceAll('\\"', '"'))
    return { text: code.replace(/\$\{[^}\n]{0,200}\}/g, 'value'), at: match.index, runs: 'by-hand' }
  })
}

/** A list of words as one line; the script of a shell stands for itself. */
function joined(list: string): string {
  const items = [...list.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, item = '']) => item)
  const [first = '', second = ''] = items
  return /sh$/.test(first) && /^-\w*c$/.test(second) ? items.slice(2).join(' ') : items.join(' ')
}

/** Everybody on the network let in to what only few may reach, and rights over everything given to strangers. */
const OPENS: readonly { readonly where: RegExp; readonly what: RegExp }[] = [
  {
    where: /\.(?:tf|tf\.json)$/,
    what: /"Action"\s{0,4}[:=]\s{0,4}\[?\s{0,4}"\*"[\s\S]{0,200}"Resource"\s{0,4}[:=]\s{0,4}\[?\s{0,4}"\*"|\bacl\s{0,8}=\s{0,4}"public-read-write"|policy_arn\s{0,8}=\s{0,4}"[^"]{0,60}\/AdministratorAccess"|publicly_accessible\s{0,8}=\s{0,4}true/,
  },
  {
    where: /\.ya?ml$/,
    what: /\bname:\s{0,4}cluster-admin\b[\s\S]{0,400}\bname:\s{0,4}["']?(?:system:(?:anonymous|unauthenticated|authenticated|serviceaccounts)|default)\b/,
  },
  {
    where: /\/\.github\/workflows\/[^/]+\.ya?ml$/,
    what: /^\s{0,8}permissions:\s{0,4}write-all\b/m,
  },
  {
    where: /\/\.github\/workflows\/[^/]+\.ya?ml$/,
    what: /\$\{\{\s{0,4}secrets\.[^}\n]{1,80}\}\}[^\n]{0,80}\|\s{0,4}(?:base(?:64|32)(?!\s+(?:-d|-D|--decode))|rev|xxd|od|hexdump|fold|tr|gzip)\b/,
  },
]

const EVERYBODY = /["'](?:0\.0\.0\.0\/0|::\/0)["']/g
/** Ports of remote control and of databases; web servers are there for everybody. */
const INNER_PORT =
  /\bingress\b[\s\S]*\bfrom_port\s{0,10}=\s{0,4}(?:22|3389|3306|5432|6379|27017|9200|2375|0)\b/
const BEFORE = 400
const MAX_RULES = 40

/** Where everybody is let in to what only few may reach, or -1. */
function openPortAt(text: string): number {
  for (const { index } of [...text.matchAll(EVERYBODY)].slice(0, MAX_RULES)) {
    const before = text.slice(Math.max(0, index - BEFORE), index)
    const block = before.slice(before.lastIndexOf('egress') + 1)
    if (INNER_PORT.test(block)) return index
  }
  return -1
}

/** Notes settings of infrastructure and pipelines that open it to strangers. */
export function noteOpenedUp(scene: Scene, { path, text }: Written): void {
  const port = path.endsWith('.tf') ? openPortAt(text) : -1
  if (port >= 0) {
    at(scene, scene.span.field, { start: port, end: port + 1 })
    signal(scene, 'content-asks', 'lets everybody in')
  }
  for (const { where, what } of OPENS) {
    const found = where.test(path) ? what.exec(text) : null
    if (!found) continue
    at(scene, scene.span.field, { start: found.index, end: found.index + found[0].length })
    signal(scene, 'content-asks', found[0].trim().slice(0, 120))
    return
  }
}
