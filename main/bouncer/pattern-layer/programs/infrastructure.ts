import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  type Field,
  flow,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
  touch,
} from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'
import { type Options, readOptions, valued } from './options.ts'
import { noteSource } from './packages.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands } from './unknown-program.ts'
import { isDestructiveVerb, isMutatingVerb, subcommands } from './verbs.ts'

const CONTAINER_RUN = valued(
  'v p e w u name network volume publish env workdir user mount entrypoint label platform pull restart cpus m memory hostname h add-host cap-add cap-drop device security-opt pid ipc uts userns gpus tmpfs env-file net link log-driver shm-size ulimit build-arg t tag f file target cache-from cache-to output o progress secret ssh context n namespace H host c config l log-level',
)

const container: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: CONTAINER_RUN })
  noteRemoteHost(scene, options.value('H', 'host'))
  const isCompose = call.name.endsWith('compose')
  if (isCompose) return compose(scene, options.operands, options)
  const grouped = /^(?:container|image)$/.test(options.operands[0]?.text ?? '')
  const [verb, ...rest] = grouped ? options.operands.slice(1) : options.operands
  if (!verb) return OPAQUE
  if (verb.text === 'compose') return compose(scene, rest, options)
  if (/^(?:run|create|exec)$/.test(verb.text)) {
    return runContainer(scene, options, { verb: verb.text, rest })
  }
  if (/^(?:pull|build|buildx)$/.test(verb.text)) noteImage(scene, verb.text, options)
  if (verb.text === 'cp')
    readPaths(
      scene,
      rest.filter((field) => !field.text.includes(':')),
    )
  const second = rest[0]?.text ?? ''
  if (changesContainers(verb.text, second)) {
    const resource = `${call.name} ${second}`.trim()
    emit(scene, { kind: 'infrastructure', verb: verb.text, resource })
  }
  return OPAQUE
}

const CONTAINER_GROUP =
  /^(?:volume|system|network|image|builder|container|swarm|stack|service|node|secret|config|plugin|context)$/

function changesContainers(verb: string, second: string): boolean {
  if (/^(?:rmi|prune|kill|rm|login|push)$/.test(verb)) return true
  return CONTAINER_GROUP.test(verb) && /^(?:rm|remove|prune|leave|demote)$/.test(second)
}

function noteRemoteHost(scene: Scene, host: Field | undefined): void {
  if (!host?.text.startsWith('tcp://')) return
  if (hostKind(readAddress(host.text).host) !== 'local') {
    signal(scene, 'foreign-source', `docker host ${host.text}`)
  }
}

function compose(scene: Scene, operands: readonly Field[], options: Options): typeof OPAQUE {
  const verb = operands[0]?.text ?? ''
  if (verb === 'rm' || verb === 'kill' || (verb === 'down' && options.has('rmi'))) {
    emit(scene, { kind: 'infrastructure', verb, resource: 'compose services' })
  }
  if (verb === 'exec' || verb === 'run') noteCarriedCommands(scene, operands.slice(2))
  return OPAQUE
}

function runContainer(
  scene: Scene,
  options: Options,
  run: { readonly verb: string; readonly rest: readonly Field[] },
): typeof OPAQUE {
  const mounts = [...options.values('v', 'volume'), ...options.values('mount')]
  for (const mount of mounts) noteMount(scene, mount)
  const wide =
    options.has('privileged') ||
    options
      .values('pid', 'ipc', 'uts', 'network', 'net', 'userns')
      .some((field) => field.text === 'host' && !/network|net/.test(field.text))
  const capability = options
    .values('cap-add')
    .find((field) => /ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE|DAC_/i.test(field.text))
  if (
    wide ||
    capability ||
    options.value('device') ||
    options.values('security-opt').some((field) => /unconfined|disable/.test(field.text))
  ) {
    signal(scene, 'container-escape', 'a container with rights over the machine')
  }
  const [image, ...command] = run.rest
  if (run.verb !== 'exec' && image) noteImageName(scene, image.text)
  if (run.verb === 'exec')
    emit(scene, {
      kind: 'infrastructure',
      verb: 'exec',
      resource: `container ${image?.text ?? ''}`,
    })
  else noteCarriedInContainer(scene, command, mounts.length > 0)
  return OPAQUE
}

/** A command in a container only matters here when it sees our files. */
function noteCarriedInContainer(scene: Scene, command: readonly Field[], mounted: boolean): void {
  if (mounted)
    noteCarriedCommands(
      scene,
      command.filter((field) => !/^(?:ba)?sh$/.test(field.text)),
    )
}

function noteMount(scene: Scene, mount: Field): void {
  const source = /(?:source|src)=([^,]+)/.exec(mount.text)?.[1] ?? mount.text.split(':')[0] ?? ''
  if (!/^[./~]/.test(source)) return
  const path = touch(scene, { ...mount, text: source })
  if (/docker\.sock|containerd|podman\.sock/.test(path.path))
    signal(scene, 'container-escape', path.path)
  else if (path.place === 'system' || path.path === scene.ground.home || path.secret)
    signal(scene, 'container-escape', `mounts ${path.path}`)
  else if (path.place === 'home' || path.place === 'elsewhere' || path.place === 'unknown')
    signal(scene, 'other-tool', `mounts ${path.path} into a container`)
}

function noteImage(scene: Scene, verb: string, options: Options): void {
  const names = verb === 'pull' ? options.operands.slice(1) : options.values('t', 'tag')
  for (const { text } of names) noteImageName(scene, text)
  const [context] = verb === 'pull' ? [] : options.operands.slice(-1)
  if (context && /^https?:|^git/.test(context.text)) noteSource(scene, context.text)
}

function noteImageName(scene: Scene, image: string): void {
  const [host, ...rest] = image.split('/')
  if (rest.length > 0 && /[.:]/.test(host ?? '')) noteSource(scene, `https://${image}`)
}

const KUBE_READ =
  /^(?:get|describe|logs|top|explain|api-resources|api-versions|version|config|cluster-info|diff|auth|options|wait|events|kustomize|completion|plugin|view)$/

const KUBE = valued(
  'n f o l c s context namespace filename output selector kubeconfig cluster user as server token container field-selector p patch type replicas image k kustomize',
)

const kubernetes: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: KUBE })
  const [verb = '', ...rest] = options.operands.map((field) => field.text)
  const [subject = ''] = rest
  if (verb === 'get' && /^secrets?$/.test(subject) && options.value('o', 'output')) {
    signal(scene, 'other-tool', 'reads secrets of a cluster')
  }
  if (!options.has('dry-run') && !readsCluster(verb, subject)) {
    const resource = `${call.name} ${rest.slice(0, 2).join(' ')}`
    emit(scene, { kind: 'infrastructure', verb, resource })
  }
  for (const file of options.values('f', 'filename')) {
    if (/^https?:/.test(file.text)) noteSource(scene, file.text)
  }
  if (verb === 'proxy' || verb === 'port-forward') {
    const host = options.value('address')?.text ?? 'localhost'
    emit(scene, { kind: 'network', host, direction: 'listen' })
  }
  return OPAQUE
}

function readsCluster(verb: string, subject: string): boolean {
  if (verb === '') return true
  if (verb === 'config') return !/^(?:delete|set|unset|use|rename)/.test(subject)
  if (verb === 'rollout') return /^(?:status|history)$/.test(subject)
  return KUBE_READ.test(verb)
}

const HELM_READ =
  /^(?:list|ls|get|status|history|show|search|template|lint|version|env|dependency|dep|verify|pull|package|create|completion|diff)$/

const helm: Program = (scene, call) => {
  const words = subcommands(call.args, 3)
  const dry = call.args.some((field) => field.text.startsWith('--dry-run'))
  if (words[0] === 'repo' && words[1] === 'add')
    noteSource(scene, call.args.find((field) => /:\/\//.test(field.text))?.text ?? '')
  else if (words[0] && words[0] !== 'repo' && !HELM_READ.test(words[0]) && !dry)
    emit(scene, {
      kind: 'infrastructure',
      verb: words[0],
      resource: `${call.name} ${words.slice(1).join(' ')}`,
    })
  else if (words[0] === 'repo' && words[1] === 'remove')
    emit(scene, { kind: 'infrastructure', verb: 'repo remove', resource: call.name })
  return OPAQUE
}

const TERRAFORM_READ =
  /^(?:plan|validate|fmt|show|output|version|graph|providers|get|init|console|login|preview|stack|config|whoami|about|diff|synth|ls|list|docs|test|hclfmt|render-json|metadata)$/

const terraform: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const [verb = '', second = ''] = words
  for (const { text } of call.args) {
    if (/^-from-module=/.test(text)) signal(scene, 'foreign-source', text)
  }
  if (verb === 'console') noteCarriedCommands(scene, call.args)
  const grouped = /^(?:state|workspace|stack|run-all|config)$/.test(verb)
  const reads = grouped
    ? /^(?:list|show|pull|select|new|ls|plan|get|validate|output|init|)$/.test(second)
    : verb === '' || TERRAFORM_READ.test(verb)
  const destroys = call.args.some((field) => /^-destroy/.test(field.text))
  if (!reads || destroys) {
    const named = grouped ? `${verb} ${second}` : verb
    emit(scene, { kind: 'infrastructure', verb: named, resource: call.name })
  }
  return OPAQUE
}

/** Command lines of clouds, platforms and services: reads pass, everything that changes is named. */
const platform: Program = (scene, call) => {
  const words = subcommands(
    call.args.filter((field) => !field.text.startsWith('-')),
    6,
  )
  const dry = call.args.some(
    (field) =>
      /^--?(?:dry-?run|what-?if|help|version|no-execute-changeset)(?:=|$)/.test(field.text) &&
      !/=(?:none|false)/.test(field.text),
  )
  if (call.args.some((field) => /hook|script|command|exec/.test(field.text)))
    noteCarriedCommands(scene, call.args)
  if (dry) return OPAQUE
  const verb =
    words.find(
      (word, at) => isDestructiveVerb(word) && (at > 0 || words.length > 1 || call.args.length > 1),
    ) ?? words.slice(0, 4).find((word) => isMutatingVerb(word) && !READ_PREFIX.test(word))
  noteStorage(scene, call.name, words)
  if (verb)
    emit(scene, {
      kind: 'infrastructure',
      verb,
      resource: `${call.name} ${words
        .filter((word) => word !== verb)
        .slice(0, 3)
        .join(' ')}`.trim(),
    })
  else if (
    call.args.some((field) =>
      /^--(?:delete|remove|destroy|purge|force-delete|unset|drop)(?:-[\w-]+)?(?:=|$)|^-X$/.test(
        field.text,
      ),
    )
  ) {
    emit(scene, {
      kind: 'infrastructure',
      verb: 'delete',
      resource: `${call.name} ${words.join(' ')}`,
    })
  }
  return OPAQUE
}

const READ_PREFIX =
  /^(?:list|get|describe|show|status|view|ls|head|wait|lookup|search|logs?|tail|whoami|info|help|version|diff|validate|check|lint|plan|preview|doctor|env|test)(?:-|$)/

function noteStorage(scene: Scene, name: string, words: readonly string[]): void {
  if (name === 'aws' && words[0] === 's3' && /^(?:cp|mv|sync)$/.test(words[1] ?? ''))
    emit(scene, { kind: 'network', host: 's3', direction: 'upload' })
}

const GH_READ =
  /^(?:list|view|status|diff|checks|browse|watch|download|checkout|clone|search|ls|get|verify|--help)$/

const FORGE = valued(
  'R X F f H q t b B m l a r repo method field raw-field header jq template title body base label assignee milestone json search state limit input body-file notes',
)

const forge: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: FORGE })
  const [group = '', verb = ''] = options.operands.map((field) => field.text)
  switch (group) {
    case 'api':
      return forgeApi(scene, call, options)
    case 'alias':
    case 'extension':
      return forgeExtension(scene, call, options)
    case 'gist':
      return verb === 'create' ? forgeGist(scene, options) : OPAQUE
    case 'auth':
      return verb === 'token' ? { text: null, taint: TAINT.secret } : OPAQUE
    case 'search':
    case 'completion':
    case 'config':
    case 'status':
      return OPAQUE
    default:
      if (verb && !GH_READ.test(verb)) {
        emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} ${group}` })
      }
      return OPAQUE
  }
}

function forgeApi(scene: Scene, call: Invocation, options: Options): Stream {
  const path = options.operands[1]?.text ?? ''
  const sends = options.value('f', 'F', 'field', 'raw-field', 'input') && path !== 'graphql'
  const method = options.value('X', 'method')?.text.toUpperCase() ?? (sends ? 'POST' : 'GET')
  if (method !== 'GET') {
    const resource = `${call.name} api ${path}`
    emit(scene, { kind: 'infrastructure', verb: method.toLowerCase(), resource })
  }
  return OPAQUE
}

function forgeExtension(scene: Scene, call: Invocation, options: Options): Stream {
  const [group = '', verb = ''] = options.operands.map((field) => field.text)
  const text = call.args.at(-1)?.text ?? ''
  if (verb === 'set' && (options.has('shell', 's') || text.startsWith('!'))) {
    scene.runner.text(fork(scene), text.replace(/^!/, ''), EMPTY)
  }
  if (/^(?:install|exec|set)$/.test(verb)) {
    emit(scene, { kind: 'persistence', target: `${call.name} ${group}` })
  }
  return OPAQUE
}

function forgeGist(scene: Scene, options: Options): Stream {
  const host = 'gist.github.com'
  const read = readPaths(scene, options.operands.slice(2))
  emit(scene, { kind: 'network', host, direction: 'upload' })
  if (read.taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  return OPAQUE
}

const ansible: Program = (scene, call) => {
  const dry = call.args.some((field) =>
    /^(?:--check|-C|--syntax-check|--list-\w+|--version)$/.test(field.text),
  )
  if (!dry && call.name !== 'ansible-lint' && call.name !== 'ansible-doc')
    emit(scene, {
      kind: 'infrastructure',
      verb: 'run',
      resource: `${call.name} ${call.args[0]?.text ?? ''}`,
    })
  noteCarriedCommands(scene, call.args)
  return OPAQUE
}

const backup: Program = (scene, call) => {
  const words = subcommands(
    call.args.filter((field) => !field.text.startsWith('-')),
    4,
  )
  const command = call.args.find((field) =>
    /^--(?:password-command|rsh|remote-path|target)/.test(field.text),
  )
  if (command) {
    const value = command.text.includes('=')
      ? command.text.slice(command.text.indexOf('=') + 1)
      : (call.args[call.args.indexOf(command) + 1]?.text ?? '')
    scene.runner.text(fork(scene), value, EMPTY)
    signal(scene, 'carries-command', value)
  }
  const verb = words.find((word) =>
    /^(?:forget|prune|delete|purge|rmdir|rmdirs|deletefile|cleanup|sync|move|moveto|bisync|unlock|rebuild-index|repair|recover|break-lock|compact|cleanup-repo|snapshots-delete|key|tag|serve|copy|copyto|backup|rcat|config|expire|remove-\w+|remove)$/.test(
      word,
    ),
  )
  if (verb) emit(scene, { kind: 'infrastructure', verb, resource: call.name })
  return OPAQUE
}

/** Tools that act on machines, clusters, clouds and services. */
export const infrastructurePrograms: ProgramTable = {
  ...named('docker podman nerdctl docker-compose podman-compose buildah', container),
  ...named('kubectl oc k3s kubecolor k9s kubectl-neat', kubernetes),
  ...named('helm helmfile', helm),
  ...named('terraform tofu terragrunt pulumi cdk cdktf', terraform),
  ...named('gh glab hub-cli tea', forge),
  ...named(
    'ansible ansible-playbook ansible-pull ansible-lint ansible-doc salt salt-call puppet chef-client knife',
    ansible,
  ),
  ...named('restic borg borgmatic rclone duplicity velero kopia', backup),
  ...named(
    'aws gcloud az gsutil bq doctl heroku flyctl fly vercel netlify wrangler firebase supabase railway render linode-cli hcloud oci ibmcloud eksctl kops minikube kind k3d argocd flux istioctl linkerd consul nomad vault packer vagrant serverless sls sam amplify eb cf oci-cli scw civo exo openstack nova s3cmd mc azcopy s5cmd b2 stripe twilio sentry-cli datadog-ci newrelic pd launchdarkly ldcli unleash doppler op infisical bw pass gopass sops chamber akeyless auth0 okta algolia planetscale pscale turso neonctl neon mongosh-atlas atlas confluent kafka-topics kafka-topics.sh kafka-configs.sh kafka-consumer-groups.sh kafka-acls.sh kafka-delete-records.sh rabbitmqctl rabbitmqadmin nats mosquitto_pub pulsar-admin circleci buildkite-agent jenkins-cli travis drone tkn spinnaker spin glooctl kong deck apisix traefik caddy nginx haproxy certbot dnscontrol octodns cloudflare cfcli route53 promtool amtool grafana-cli grafana logcli influx opensearch es elasticsearch-plugin curator_cli meilisearch typesense weaviate',
    platform,
  ),
}
