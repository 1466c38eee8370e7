import { TAINT } from '../findings.ts'
import { EMPTY, emit, fork, OPAQUE, type Scene, type Stream, signal, writePaths } from '../scene.ts'
import { loadFile } from './escape-table.ts'
import { madeAny } from './made-here.ts'
import { type Options, readOptions, valued } from './options.ts'
import { noteCodeSource, noteSource } from './package-sources.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { isRehearsal, subcommands } from './verbs.ts'

const KUBE_READ =
  /^(?:get|describe|logs|top|explain|api-resources|api-versions|version|cluster-info|diff|auth|options|wait|events|kustomize|completion|plugin|view|status|whoami|projects|project|help|tree|ns|ctx|neat|who-can|access-matrix|stern|tail|convert|krew|score|lint|df-pv|resource-capacity|view-secret-names)$/

const KUBE = valued(
  'n f o l c s context namespace filename output selector kubeconfig cluster user as as-group server token container field-selector p patch type replicas image k kustomize v request-timeout tail since since-time sort-by template timeout grace-period address port',
)

const kubernetes: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: KUBE })
  const words = options.operands.map((field) => field.text)
  const nested = words[0] === 'kubectl' || (call.name === 'oc' && words[0] === 'adm')
  const [verb = '', subject = ''] = nested ? words.slice(1) : words
  const settings = options.value('kubeconfig')
  if (settings) loadFile(scene, settings)
  const stream = noteSecrets(scene, verb, { subject, options })
  const own = actsOnOwn(scene, options, `${verb} ${subject}`)
  const looks = own || isRehearsal(call.args) || looksInside(scene, { verb, call, options })
  if (!looks && !readsCluster(call.name, verb, subject)) {
    const resource = `${call.name} ${words.slice(1, 3).join(' ')}`
    emit(scene, { kind: 'infrastructure', verb, resource })
  }
  noteSources(scene, options)
  if (/^(?:proxy|port-forward)$/.test(verb)) noteTunnel(scene, call, options)
  return stream
}

/** Programs that only show, whatever they are given to look at. */
const SHOWS =
  /^(?:ls|cat|head|tail|grep|wc|stat|pwd|id|whoami|date|hostname|uname|df|du|ps|free|uptime|nslookup|dig|getent|pg_isready)$/
/** Languages and servers that are asked which version they are. */
const VERSION = /^(?:-v|-V|--version|version)$/
/** What holds keys inside of containers, and clusters that people depend on. */
const KEPT =
  /secret|token|credential|passw|\.env|shadow|environ|\.pem|\.key|id_[a-z]+|kube\/?config/i
const LIVE = /prod|live/i

/** Whether a program in a container only shows something of it, or a file is taken out of it. */
function looksInside(
  scene: Scene,
  asked: { readonly verb: string; readonly call: Invocation; readonly options: Options },
): boolean {
  const { verb, call, options } = asked
  if (options.value('server', 's', 'token', 'kubeconfig')) return false
  if (call.args.some(({ text }) => LIVE.test(text) || KEPT.test(text))) return false
  if (verb === 'cp') return takesOut(scene, options)
  const at = call.args.findIndex(({ text }) => text === '--')
  const [program, ...given] = verb === 'exec' && at >= 0 ? call.args.slice(at + 1) : []
  if (!program) return false
  return SHOWS.test(program.text) || (given.length === 1 && VERSION.test(given[0]?.text ?? ''))
}

/** A file of a container that is copied here. */
function takesOut(scene: Scene, { operands }: Options): boolean {
  const [from, to] = operands.slice(-2)
  if (!from || !to || !/^[\w./-]+:/.test(from.text) || to.text.includes(':')) return false
  writePaths(scene, [to], OPAQUE)
  return true
}

/** Whether a call acts on a cluster of this machine, by the context that it names or that it made. */
function actsOnOwn(scene: Scene, options: Options, doing: string): boolean {
  if (options.value('server', 's', 'cluster', 'kubeconfig')) return false
  if (doing === 'config use-context') return isOwnCluster(options.operands[2])
  const context = doing.startsWith('config ') ? undefined : options.value('context')
  return context ? isOwnCluster(context) : madeAny(scene, 'cluster')
}

/** Clusters that run in containers or a machine of this one, made to be thrown away. */
const OWN_CLUSTER =
  /^(?:kind(?:-[\w.-]+)?|k3d-[\w.-]+|minikube|docker-desktop|docker-for-desktop|rancher-desktop|orbstack|colima(?:-[\w.-]+)?|podman-desktop)$/

function isOwnCluster(context: { readonly text: string } | undefined): boolean {
  return context !== undefined && OWN_CLUSTER.test(context.text)
}

function noteSources(scene: Scene, options: Options): void {
  for (const file of options.values('f', 'filename', 'k', 'kustomize')) {
    if (/^(?:https?:|git|\w+\.\w+\/\w+\/)/.test(file.text)) noteCodeSource(scene, file.text)
  }
}

function noteTunnel(scene: Scene, call: Invocation, options: Options): void {
  const serves = call.args.some((field) => /^--(?:www|accept-hosts)/.test(field.text))
  const host = serves ? '0.0.0.0' : (options.value('address')?.text ?? 'localhost')
  emit(scene, { kind: 'network', host, direction: 'listen' })
}

function readsCluster(name: string, verb: string, subject: string): boolean {
  if (verb === '' || (name === 'k9s' && /^(?:info|version|help)$/.test(verb))) return true
  if (verb === 'config') return !/^(?:delete|set|unset|use|rename)/.test(subject)
  if (verb === 'rollout') return /^(?:status|history)$/.test(subject)
  if (/^(?:proxy|port-forward)$/.test(verb)) return true
  if (verb === 'auth') return !/^reconcile$/.test(subject)
  if (verb === 'create' && subject === 'token') return false
  if (verb === 'apply' && subject === 'view-last-applied') return true
  if (/^(?:k3s|k0s|microk8s|minikube)$/.test(name)) {
    return /^(?:status|version|check-config|inspect|ip|dashboard|addons|profile|service|logs|certificate|kubeconfig|config|start|ssh-host|mount|image|options|update-check|node|cache|completion|kubectl|docker-env|podman-env)$/.test(
      verb,
    )
  }
  return KUBE_READ.test(verb)
}

/** Secrets of a cluster that are printed whole. */
function noteSecrets(
  scene: Scene,
  verb: string,
  asked: { readonly subject: string; readonly options: Options },
): Stream {
  const { subject, options } = asked
  const named = verb === 'get' && /^secrets?(?:\/|,|$)|,secrets?(?:,|$)/.test(subject)
  const shown = options.value('o', 'output', 'template')?.text ?? ''
  const raw = verb === 'config' && subject === 'view' && options.has('raw', 'flatten')
  const token = verb === 'create' && subject === 'token'
  if (
    !(named && /^(?:ya?ml|json|go-template|custom-columns|template)/.test(shown)) &&
    !raw &&
    !token
  ) {
    return OPAQUE
  }
  signal(scene, 'other-tool', 'reads secrets of a cluster')
  return { text: null, taint: TAINT.secret }
}

const HELM_READ =
  /^(?:list|ls|get|status|history|hist|show|inspect|search|template|lint|version|env|dependency|dep|verify|pull|fetch|package|create|completion|diff|deps|build|unittest|docs|write-values|help)$/

const HELM = { valued: valued('kube-context n namespace f values') }

const helm: Program = (scene, call) => {
  const words = subcommands(call.args, 3)
  const [verb = '', second = ''] = words
  noteRenderer(scene, call)
  if (verb === 'repo' && second === 'add') {
    const address = call.args.find((field) => /:\/\//.test(field.text))?.text
    if (address) noteSource(scene, address)
    return OPAQUE
  }
  const reads =
    verb === '' ||
    HELM_READ.test(verb) ||
    (verb === 'repo' && !/^(?:remove|rm)$/.test(second)) ||
    (verb === 'plugin' && /^(?:list|ls)$/.test(second)) ||
    isOwnCluster(readOptions(call.args, HELM).value('kube-context')) ||
    isRehearsal(call.args)
  if (!reads) {
    emit(scene, {
      kind: 'infrastructure',
      verb,
      resource: `${call.name} ${words.slice(1).join(' ')}`,
    })
  }
  return OPAQUE
}

function noteRenderer(scene: Scene, call: Invocation): void {
  const options = readOptions(call.args, {
    valued: valued('post-renderer n namespace f values'),
  })
  for (const field of options.values('post-renderer'))
    scene.runner.text(fork(scene), field.text, EMPTY)
}

/** Kustomize builds; its plugins run programs. */
const kustomize: Program = (scene, call) => {
  const plugin = call.args.find((field) => /^--enable-(?:alpha-plugins|exec)/.test(field.text))
  if (plugin) signal(scene, 'inline-opaque', plugin.text)
  const source = call.args.find((field) => /^(?:https?:|git@|\w+\.\w+\/)/.test(field.text))
  if (source) noteSource(scene, source.text)
  return OPAQUE
}

/** Clusters and what manages them. */
export const kubernetesPrograms: ProgramTable = {
  ...named('kubectl oc k3s k0s microk8s kubecolor k9s kubectl-neat kubens kubectx', kubernetes),
  // They show logs of whatever they are told the name of.
  ...named('stern kubetail kail', () => OPAQUE),
  ...named('helm helmfile helm3', helm),
  kustomize,
  ...named('k3s-uninstall.sh k3s-agent-uninstall.sh k3s-killall.sh', (scene, call) => {
    emit(scene, { kind: 'infrastructure', verb: 'uninstall', resource: call.name })
    return OPAQUE
  }),
}
