import { EMPTY, fork, plain, type Scene, signal } from '../scene.ts'
import { fieldOf, type Input, isRecord } from './input.ts'
import type { ServerCall } from './server-call.ts'

const ENGINE = /docker|podman|container|containerd|nerdctl|portainer|kubernetes|k8s/i
const STARTS = /run|create|start|launch|deploy|exec/i
const MAX_ITEMS = 40

/** Judges a container that a server starts as the command line that would start it. */
export function noteContainerStart(scene: Scene, { server, tool, input }: ServerCall): void {
  if (!ENGINE.test(server) || !STARTS.test(tool)) return
  const image = fieldOf(input, 'image') ?? fieldOf(input, 'image_name')
  if (typeof image !== 'string') return
  const nested = fieldOf(input, 'host_config') ?? fieldOf(input, 'HostConfig')
  const all = isRecord(nested) ? { ...input, ...nested } : input
  const given = options(all)
  const command = wordsOf(fieldOf(input, 'command') ?? fieldOf(input, 'cmd'))
  scene.runner.argv(
    fork(scene, { nested: true }),
    ['docker', 'run', ...given, image, ...command].map((word) => plain(word)),
    EMPTY,
  )
  if (given.some((word) => TAKES_MACHINE.test(word)) && REACHES_OUT.test(command.join(' ')))
    signal(scene, 'machine-takeover', 'leaves its container for the machine')
}

const TAKES_MACHINE =
  /^--(?:privileged|pid=host|cap-add=(?:SYS_ADMIN|ALL)|volume=\/(?:etc|root)?:)/i
const REACHES_OUT =
  /\b(?:chroot|nsenter|unshare|mount|useradd|usermod|passwd|insmod|debugfs|fdisk|mkfs\w*|dd|crontab|authorized_keys|shadow|sudoers)\b/

/** The options of a container in the words of the command line. */
function options(input: Input): string[] {
  return Object.entries(input).flatMap(([name, value]) =>
    option(name.replace(/[^A-Za-z]/g, '').toLowerCase(), value),
  )
}

function option(key: string, value: unknown): string[] {
  if (key === 'privileged') return value === true ? ['--privileged'] : []
  const host = HOST_SPACES[key]
  if (host !== undefined) return typeof value === 'string' ? [`--${host}=${value}`] : []
  if (/^(?:volumes|binds|mounts)$/.test(key)) return volumesOf(value)
  if (key === 'devices') return wordsOf(value).map((one) => `--device=${one}`)
  return /^(?:capadd|capabilities)$/.test(key)
    ? wordsOf(value).map((one) => `--cap-add=${one}`)
    : []
}

const HOST_SPACES: Readonly<Record<string, string>> = {
  pidmode: 'pid',
  pid: 'pid',
  networkmode: 'network',
  ipcmode: 'ipc',
  usernsmode: 'userns',
}

/** Volumes as lists of `here:there`, as maps from here to there, or as records of both. */
function volumesOf(value: unknown): string[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).slice(0, MAX_ITEMS).flatMap(volume)
  if (!isRecord(value)) return []
  return Object.entries(value)
    .slice(0, MAX_ITEMS)
    .map(([from, to]) => {
      const inner = isRecord(to) ? fieldOf(to, 'bind') : to
      return `--volume=${from}:${typeof inner === 'string' ? inner : '/mnt'}`
    })
}

function volume(item: unknown): string[] {
  if (typeof item === 'string') return [`--volume=${item}`]
  if (!isRecord(item)) return []
  const from = [item.source, item.Source, item.host, item.src, item.hostPath].find(isText)
  const to = [item.target, item.Target, item.container, item.destination].find(isText)
  return from === undefined ? [] : [`--volume=${from}:${to ?? '/mnt'}`]
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/\s+/).filter((word) => word !== '')
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isText) : []
}
