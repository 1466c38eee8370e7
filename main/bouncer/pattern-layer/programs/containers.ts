import { TAINT } from '../findings.ts'
import { baseName } from '../paths.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  OPAQUE,
  plain,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
  writePaths,
} from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import { areMadeHere, noteMade } from './made-here.ts'
import { type Options, readOptions, valued } from './options.ts'
import { noteSource } from './package-sources.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { isShell } from './shell-names.ts'
import { isMadeAnew } from './throw-away-databases.ts'
import { wouldStop } from './unknown-program.ts'

const GLOBAL = valued(
  'H host c context l log-level config n namespace a address url connection root runroot',
)
const RUN = valued(
  'v p e w u l name network net volume publish expose env workdir user mount entrypoint label platform pull restart cpus cpuset-cpus c cpu-shares m memory memory-swap hostname h add-host cap-add cap-drop device device-cgroup-rule security-opt pid ipc uts userns cgroupns cgroup-parent gpus runtime tmpfs env-file label-file link log-driver log-opt shm-size ulimit sysctl volumes-from volume-driver group-add dns dns-search ip mac-address stop-signal stop-timeout health-cmd health-interval health-retries health-timeout isolation storage-opt blkio-weight oom-score-adj pids-limit cidfile annotation pod secret a attach detach-keys arch os variant rootfs hooks-dir',
)
const OTHER = valued(
  'f file t tag target build-arg cache-from cache-to output o progress platform secret ssh context project-directory p project-name profile env-file filter format time s signal n tail since until label network allow add-host build-context metadata-file builder driver name scale timeout',
)

const container: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: GLOBAL, stopAtOperand: true })
  const remote = isRemoteHost(scene, options.value('H', 'host', 'url'))
  const away = remote || isOtherMachine(scene, options.value('context', 'c'))
  if (call.name.endsWith('compose')) return compose(scene, call.args, away)
  const grouped = /^(?:container|image)$/.test(options.operands[0]?.text ?? '')
  const [verb, ...rest] = grouped ? options.operands.slice(1) : options.operands
  if (!verb) return OPAQUE
  if (verb.text === 'compose') return compose(scene, rest, away)
  if (/^(?:run|create)$/.test(verb.text)) return startContainer(scene, rest, remote)
  if (verb.text === 'exec') return enterContainer(scene, rest, call)
  const given = readOptions(rest, { valued: OTHER })
  noteFiles(scene, verb.text, given)
  const own = endsOwn(scene, verb.text, given)
  if (!own && changesContainers(verb.text, given)) {
    const resource = `${call.name} ${given.operands[0]?.text ?? ''}`.trim()
    emit(scene, { kind: 'infrastructure', verb: verb.text, resource })
  }
  return OPAQUE
}

/** Containers, volumes and networks that the call made itself are its own to end. */
function endsOwn(scene: Scene, verb: string, given: Options): boolean {
  const [second, ...names] = given.operands
  if (verb === 'volume' || verb === 'network') {
    if (second?.text === 'create') noteMade(scene, verb, names.at(-1))
    return second?.text === 'rm' && areMadeHere(scene, verb, names)
  }
  if (!/^(?:rm|stop|kill|restart)$/.test(verb) || given.has('a', 'all')) return false
  // What follows `-f` is read as its value, which it is with other verbs.
  const ended = [...given.values('f'), ...given.operands]
  const named = ended.filter((field) => field.text !== PRINTED_ID)
  if (named.length === 0) return ended.length > 0
  return areMadeHere(scene, 'container', named) || named.every(({ text }) => isMadeAnew(text))
}

/** What a container that goes on in the background is called by what `run` prints. */
const PRINTED_ID = 'container-made-here'

function startedContainer(scene: Scene, given: Options): Stream {
  noteMade(scene, 'container', given.value('name'))
  if (!given.has('d', 'detach')) return OPAQUE
  return { text: `${PRINTED_ID}\n`, taint: TAINT.none }
}

const GROUP =
  /^(?:volume|system|network|builder|buildx|swarm|stack|service|node|secret|config|plugin|context|pod|machine|manifest|trust)$/
const GROUP_CHANGES =
  /^(?:rm|remove|prune|leave|demote|init|join|update|scale|deploy|create|reset|install|push|kill|rollback|disable|stop|use|upgrade|sign|revoke|ca|unlock)$/
const HARMLESS_CHANGE =
  /^(?:network|volume|context|buildx|builder|pod|machine) (?:create|use|stop|start|inspect)$/

function changesContainers(verb: string, given: Options): boolean {
  const second = given.operands[0]?.text ?? ''
  if (GROUP.test(verb)) {
    return GROUP_CHANGES.test(second) && !HARMLESS_CHANGE.test(`${verb} ${second}`)
  }
  if (/^(?:prune|kill|login|logout|import)$/.test(verb)) return true
  if (verb === 'push') return !isHere(given.operands[0])
  if (verb === 'rm' || verb === 'rmi') {
    return given.has('f', 'force', 'v', 'volumes', 'a', 'all') || isMany(given)
  }
  return /^(?:stop|restart|pause|update)$/.test(verb) && isMany(given)
}

/** Whether an image goes to a registry of this machine. */
function isHere(image: Field | undefined): boolean {
  const host = image?.text.split('/')[0] ?? ''
  return /:\d+$/.test(host) && hostKind(readAddress(host).host) === 'local'
}

/** More than what is named: a list computed from what runs here. */
function isMany(given: Options): boolean {
  return given.has('a', 'all') || given.operands.some((field) => /\uFFFC/.test(field.text))
}

/** Daemons of other machines; a TCP address of this machine is the local one. */
function isRemoteHost(scene: Scene, host: Field | undefined): boolean {
  if (!host || !/^(?:tcp|ssh|https?):\/\//.test(host.text)) return false
  if (hostKind(readAddress(host.text).host) === 'local') return false
  signal(scene, 'foreign-source', `container daemon ${host.text}`)
  return true
}

/** A context or a variable may lead to the daemon of another machine. */
function isOtherMachine(scene: Scene, context: Field | undefined): boolean {
  const host = scene.variables.get('DOCKER_HOST')?.values[0] ?? ''
  if (host !== '' && !host.startsWith('unix:')) return true
  return context !== undefined && !/^(?:default|desktop-linux|colima|orbstack)$/.test(context.text)
}

function noteFiles(scene: Scene, verb: string, given: Options): void {
  if (verb === 'cp') copyFiles(scene, given)
  const output = given.value('o', 'output')
  if (output && /^(?:save|export)$/.test(verb)) writePaths(scene, [output], OPAQUE)
  if (/^(?:pull|build|buildx|bud)$/.test(verb)) noteImages(scene, verb, given)
}

function copyFiles(scene: Scene, given: Options): void {
  const target = given.operands.at(-1)
  const inContainer = (field: Field): boolean => /^[\w.-]+:/.test(field.text)
  readPaths(
    scene,
    given.operands.slice(0, -1).filter((field) => !inContainer(field)),
  )
  if (target && !inContainer(target) && target.text !== '-') writePaths(scene, [target], OPAQUE)
}

function noteImages(scene: Scene, verb: string, given: Options): void {
  const names = verb === 'pull' ? given.operands : given.values('t', 'tag')
  for (const { text } of names) noteImageName(scene, text)
  const context = verb === 'pull' ? undefined : given.operands.at(-1)
  if (context && /^https?:|^git/.test(context.text)) noteSource(scene, context.text)
}

function noteImageName(scene: Scene, image: string): void {
  const [host, ...rest] = image.split('/')
  if (rest.length > 0 && /[.:]/.test(host ?? '')) noteSource(scene, `https://${image}`)
}

function compose(scene: Scene, args: readonly Field[], away: boolean): Stream {
  const options = readOptions(args, { valued: OTHER, stopAtOperand: true })
  const [verb, ...rest] = options.operands
  const given = readOptions(rest, { valued: RUN, stopAtOperand: true })
  switch (verb?.text) {
    case 'rm':
    case 'kill':
      if (away || given.has('v', 'volumes')) {
        emit(scene, { kind: 'infrastructure', verb: verb.text, resource: 'compose services' })
      }
      return OPAQUE
    case 'down':
      if (dropsData(given, options)) {
        emit(scene, { kind: 'infrastructure', verb: 'down', resource: 'compose volumes' })
      }
      return OPAQUE
    case 'exec':
    case 'run':
      for (const mount of given.values('v', 'volume')) noteMount(scene, mount)
      return runInside(scene, given.operands.slice(1), [])
    case 'push':
      emit(scene, { kind: 'infrastructure', verb: 'push', resource: 'images' })
      return OPAQUE
    default:
      return OPAQUE
  }
}

const THROWAWAY = /(?:^|[/._-])(?:tests?|e2e|ci|integration|fixtures?)(?:[/._-]|$)/i

/** What somebody named after tests may have no mark between. */
const THROWAWAY_NAME =
  /(?<!la|con|pro|at)tests?$|(?:^|[/._-])(?:tests?|e2e|ci|integration|fixtures?)(?:[/._-]|$)/i

/** Volumes of services that only tests use are made anew each time. */
function dropsData(given: Options, options: Options): boolean {
  if (given.has('rmi')) return true
  if (!given.has('v', 'volumes') && given.value('v', 'volume') === undefined) return false
  if (options.values('f', 'file').some(({ text }) => THROWAWAY.test(text))) return false
  return !options.values('p', 'project-name').some(({ text }) => THROWAWAY_NAME.test(text))
}

interface Mount {
  readonly source: string
  readonly target: string
}

function startContainer(scene: Scene, args: readonly Field[], remote: boolean): Stream {
  const given = readOptions(args, { valued: RUN, stopAtOperand: true })
  const mounts = [...given.values('v', 'volume'), ...given.values('mount')]
  const kept = mounts.flatMap((mount) => noteMount(scene, mount))
  const wide = reachesMachine(given)
  if (wide) signal(scene, 'container-escape', 'a container with rights over the machine')
  const takesOver = wide || kept.some((mount) => mount.source === '/')
  if (remote && takesOver) flow(scene, 'network-to-shell', 'a container daemon of another machine')
  const [image, ...command] = given.operands
  if (image) noteImageName(scene, image.text)
  const entry = given.value('entrypoint')
  const started = startedContainer(scene, given)
  if (kept.length === 0) return started
  const out = runInside(scene, entry ? [entry, ...command] : command, kept)
  return given.has('d', 'detach') ? started : out
}

function reachesMachine(given: Options): boolean {
  if (given.has('privileged') || given.value('device', 'volumes-from')) return true
  const spaces = given.values('pid', 'ipc', 'uts', 'network', 'net', 'userns', 'cgroupns')
  if (spaces.some((field) => field.text === 'host')) return true
  const rights = given.values('cap-add')
  if (rights.some((field) => /ALL|SYS_|DAC_|NET_ADMIN|BPF|MKNOD/i.test(field.text))) return true
  return given.values('security-opt').some((field) => /unconfined|disable/.test(field.text))
}

function noteMount(scene: Scene, mount: Field): Mount[] {
  const { text } = mount
  const source = /(?:source|src)=([^,]+)/.exec(text)?.[1] ?? text.split(':')[0] ?? ''
  const target =
    /(?:target|destination|dst)=([^,]+)/.exec(text)?.[1] ?? text.split(':')[1] ?? source
  if (!/^[./~]|^\uFFFC/.test(source)) return []
  const path = touch(scene, { ...mount, text: source })
  if (/docker\.sock|containerd|podman\.sock|crio\.sock/.test(path.path)) {
    signal(scene, 'container-escape', path.path)
  } else if (path.place === 'system' || path.path === scene.ground.home || path.secret) {
    signal(scene, 'container-escape', `mounts ${path.path}`)
  } else if (/^(?:home|elsewhere|unknown)$/.test(path.place) && !isCache(scene, path.path)) {
    signal(scene, 'other-tool', `mounts ${path.path} into a container`)
  }
  return [{ source: path.path, target }]
}

/** What tools of a language fetched, which they fetch again. */
const CACHES =
  /^\/(?:\.m2(?:\/repository)?|\.npm|\.cache(?:\/[\w.-]+)*|\.gradle(?:\/caches)?|\.ivy2|\.sbt|\.cargo\/(?:registry|git)|\.nuget\/packages|\.pub-cache|\.bundle\/cache|\.composer\/cache|\.yarn\/(?:cache|berry)|\.local\/share\/pnpm(?:\/store)?|\.pnpm-store|\.stack|\.cabal\/packages|\.conan2?|go\/pkg(?:\/mod)?|\.hex|\.mix|\.coursier)\/?$/

function isCache({ ground }: Scene, path: string): boolean {
  return path.startsWith(`${ground.home}/`) && CACHES.test(path.slice(ground.home.length))
}

function enterContainer(scene: Scene, args: readonly Field[], call: Invocation): Stream {
  const given = readOptions(args, { valued: RUN, stopAtOperand: true })
  const [name, ...command] = given.operands
  const opens = command.length === 1 && isShell(baseName(command[0]?.text ?? ''))
  if (given.has('privileged') || opens || wouldStop(scene, command)) {
    const resource = `${call.name} ${name?.text ?? ''}`
    emit(scene, { kind: 'infrastructure', verb: 'exec', resource })
  }
  return { text: null, taint: TAINT.none }
}

/** Runs a command as the container sees it: mounted folders are ours, the rest is its own. */
function runInside(scene: Scene, command: readonly Field[], mounts: readonly Mount[]): Stream {
  if (command.length === 0) return OPAQUE
  const opens = command.length === 1 && isShell(baseName(command[0]?.text ?? ''))
  if (opens) return OPAQUE
  const inside = {
    ...fork(scene),
    cwd: INSIDE,
    ground: { ...scene.ground, home: `${INSIDE}/root` },
    nested: true,
  }
  const argv = command.map((field) => ({ ...field, text: outside(field.text, mounts) }))
  return inside.runner.argv(inside, argv.length > 0 ? argv : [plain('true')], EMPTY)
}

/** Stands for the container's own files, which are as lasting as temporary ones. */
const INSIDE = '/tmp/inside-container'
const PATHS = /(^|[\s'"=:(;&|>])(~?\/[^\s'"=:();&|>]*)/g
const OWN_PROGRAM = /^\/(?:usr\/)?(?:local\/)?s?bin\/|^\/dev\/|^\/proc\//

function outside(text: string, mounts: readonly Mount[]): string {
  return text.replace(PATHS, (_whole, before: string, path: string) => {
    const mount = mounts.find(
      ({ target }) =>
        path === target || path.startsWith(target.endsWith('/') ? target : `${target}/`),
    )
    if (mount) return `${before}${mount.source}/${path.slice(mount.target.length)}`
    return OWN_PROGRAM.test(path)
      ? `${before}${path}`
      : `${before}${INSIDE}${path.replace(/^~/, '/root')}`
  })
}

const OCI = valued(
  'mount m env net-host runtime gpus cni B bind H home W pwd overlay rootfs user cwd',
)

/** Container runtimes of other kinds: what they start, they start with our files in reach. */
const runtime: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map(({ text }) => text)
  const verb = words.find((word) => RUNTIME_VERBS.test(word))
  if (!verb) return OPAQUE
  const options = readOptions(call.args, { valued: OCI })
  for (const mount of options.values('mount', 'm', 'B', 'bind')) noteMount(scene, mount)
  const privileged = options.has(
    'privileged',
    'net-host',
    'allow-new-privs',
    'fakeroot',
    'writable',
  )
  if (privileged || /^(?:ctr|runc|crun|nerdctl)$/.test(call.name)) {
    signal(scene, 'container-escape', `${call.name} ${verb}`)
  }
  if (/^(?:rm|rmi|delete|kill|stop|prune|push)$/.test(verb)) {
    emit(scene, { kind: 'infrastructure', verb, resource: call.name })
  }
  return OPAQUE
}

const RUNTIME_VERBS =
  /^(?:run|exec|shell|start|create|spec|rm|rmi|delete|kill|stop|prune|push|remove)$/

/** Containers and what manages them. */
export const containerPrograms: ProgramTable = {
  ...named(
    'docker podman nerdctl docker-compose podman-compose buildah finch lima-nerdctl',
    container,
  ),
  ...named('ctr crictl runc crun singularity apptainer udocker ch-run', runtime),
}
