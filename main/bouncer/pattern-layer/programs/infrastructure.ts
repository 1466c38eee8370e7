import { TAINT } from '../findings.ts'
import {
  EMPTY,
  emit,
  flow,
  fork,
  OPAQUE,
  readPaths,
  type Scene,
  type Stream,
  signal,
} from '../scene.ts'
import { backupPrograms } from './backup.ts'
import { containerPrograms } from './containers.ts'
import { kubernetesPrograms } from './kubernetes.ts'
import { type Options, readOptions, valued } from './options.ts'
import { platformPrograms } from './platforms.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands } from './unknown-program.ts'
import { isReadVerb, isRehearsal } from './verbs.ts'

const TERRAFORM_READ =
  /^(?:plan|validate|fmt|format|show|output|version|graph|providers|get|init|console|login|preview|stack|config|whoami|about|diff|synth|synthesize|ls|list|docs|test|hclfmt|hcl|render-json|metadata|convert|gen-completion|new|doctor|acknowledge|context|notices|help|schema|logs|env|dag|find|scaffold|catalog)$/
const TERRAFORM_GROUP =
  /^(?:state|workspace|stack|run-all|run|config|env|providers|org|plugin|package|policy)$/
const GROUP_READ =
  /^(?:list|show|pull|select|new|ls|plan|get|validate|output|init|graph|history|export|schema|lock|mirror|current|)$/

/** Infrastructure described in files: plans pass, what carries them out asks. */
const terraform: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const [verb = '', second = ''] = words
  for (const { text } of call.args) {
    if (/^-from-module=/.test(text)) signal(scene, 'foreign-source', text)
  }
  if (verb === 'console') noteCarriedCommands(scene, call.args)
  const grouped = TERRAFORM_GROUP.test(verb)
  const reads = grouped ? GROUP_READ.test(second) : verb === '' || TERRAFORM_READ.test(verb)
  const moves = call.args.some((field) => /^-(?:force-copy|migrate-state)$/.test(field.text))
  const help = call.args.some((field) => /^--?help$/.test(field.text))
  if ((!reads || moves) && !help && !isRehearsal(call.args)) {
    const doing = grouped ? `${verb} ${second}` : verb
    emit(scene, { kind: 'infrastructure', verb: doing, resource: call.name })
  }
  return OPAQUE
}

const GH_READ =
  /^(?:list|view|status|diff|checks|browse|watch|download|checkout|co|clone|search|ls|get|verify|note|develop|trace|token-info|preview|--help)$/
/** Changes that can be undone and that nobody but the project's people see. */
const GH_ORDINARY =
  /^(?:(?:pr|issue|mr) (?:edit|comment|note|ready|pin|unpin|update|subscribe|unsubscribe|develop|todo)|(?:repo|project) (?:fork|sync|set-default)|workflow enable|run (?:watch|rerun)|label (?:create|edit)|ci (?:lint|retry|trace)|repo create|milestone create)$/

const FORGE = valued(
  'R X F f H q t b B m l a r repo method field raw-field header jq template title body base label assignee milestone json search state limit input body-file notes',
)

const forge: Program = (scene, call) => {
  const options = readOptions(call.args, { valued: FORGE })
  const [group = '', verb = ''] = options.operands.map((field) => field.text)
  if (call.args.some((field) => /^(?:--help|-h)$/.test(field.text))) return OPAQUE
  switch (group) {
    case 'api':
      return forgeApi(scene, call, options)
    case 'alias':
    case 'extension':
      return forgeExtension(scene, call, options)
    case 'gist':
      return forgeGist(scene, call, options)
    case 'auth':
      return forgeAccount(scene, call, verb)
    case 'search':
    case 'completion':
    case 'status':
      return OPAQUE
    case 'config':
      return forgeConfig(scene, options)
    default:
      if (verb && !GH_READ.test(verb) && !isOrdinary(call, `${group} ${verb}`)) {
        emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} ${group}` })
      }
      return OPAQUE
  }
}

/** A repository made public or filled from here is no ordinary change. */
function isOrdinary(call: Invocation, change: string): boolean {
  if (!GH_ORDINARY.test(change)) return false
  return !call.args.some((field) =>
    /^--(?:public|push|source|visibility|delete-\S+)/.test(field.text),
  )
}

function forgeApi(scene: Scene, call: Invocation, options: Options): Stream {
  const path = options.operands[1]?.text ?? ''
  const fields = options.values('f', 'F', 'field', 'raw-field', 'input')
  const asks =
    path === 'graphql' && !fields.some((field) => /mutation|\uFFFC|^query=@/.test(field.text))
  const sends = fields.length > 0 && !asks
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

/** An editor, pager or browser that is set runs with a later command. */
function forgeConfig(scene: Scene, options: Options): Stream {
  const [, verb, name, value] = options.operands
  if (verb?.text === 'set' && value && /^(?:editor|pager|browser)$/.test(name?.text ?? '')) {
    scene.runner.text(fork(scene), value.text, EMPTY)
    emit(scene, { kind: 'persistence', target: `gh config ${name?.text}` })
  }
  return OPAQUE
}

function forgeAccount(scene: Scene, call: Invocation, verb: string): Stream {
  if (/^(?:logout|refresh|login|setup-git)$/.test(verb)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} account` })
  }
  const shows = verb === 'token' || call.args.some((field) => field.text === '--show-token')
  return shows ? { text: null, taint: TAINT.secret } : OPAQUE
}

function forgeGist(scene: Scene, call: Invocation, options: Options): Stream {
  const verb = options.operands[1]?.text ?? ''
  if (/^(?:delete|edit|rename)$/.test(verb)) {
    emit(scene, { kind: 'infrastructure', verb, resource: `${call.name} gist` })
  }
  if (verb !== 'create') return OPAQUE
  const host = 'gist.github.com'
  const read = readPaths(scene, options.operands.slice(2))
  emit(scene, { kind: 'network', host, direction: 'upload' })
  if (read.taint & TAINT.secret) flow(scene, 'secret-to-network', host)
  return OPAQUE
}

/** Tools that bring many machines to a described state. */
const ansible: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const dry =
    asksOnly(call) ||
    call.args.some((field) =>
      /^(?:--check|-C|--syntax-check|--list-\w+|--version|--help|-h|--noop|--why-run|-W|test=True)$/.test(
        field.text,
      ),
    )
  const group = /^ansible-(?:lint|doc|inventory|config|console)$|^(?:puppet|salt-key|knife|chef)$/
  const reads = /^ansible-(?:lint|doc|inventory)$/.test(call.name) || readsOnly(words)
  if (!dry && !(group.test(call.name) && reads)) {
    const resource = `${call.name} ${call.args[0]?.text ?? ''}`
    emit(scene, { kind: 'infrastructure', verb: 'run', resource })
  }
  noteCarriedCommands(scene, call.args)
  return OPAQUE
}

const ANSWERING =
  /^(?:ansible\.builtin\.)?(?:ping|setup|gather_facts|stat|getent|package_facts|service_facts|wait_for_connection)$/

/** Modules that only answer; text in braces would be computed, by commands too. */
function asksOnly(call: Invocation): boolean {
  if (call.name !== 'ansible' || call.args.some((field) => field.text.includes('{{'))) return false
  const module = readOptions(call.args, { valued: ANSIBLE }).value('m', 'module-name')
  return module !== undefined && ANSWERING.test(module.text)
}

const ANSIBLE = valued(
  'm module-name a args i inventory c connection u user f forks e extra-vars l limit t tree B P M key-file private-key become-user become-method vault-id vault-password-file T timeout',
)

function readsOnly(words: readonly string[]): boolean {
  return (
    words.length === 0 || words.slice(0, 2).some((word) => isReadVerb(word) || word === 'parser')
  )
}

/** Ansible's collections and vaults. */
const ansibleHelper: Program = (scene, call) => {
  const verb = call.args[0]?.text ?? ''
  if (call.name === 'ansible-vault' && /^(?:view|decrypt|edit|rekey)$/.test(verb)) {
    signal(scene, 'other-tool', `ansible-vault ${verb}`)
    return { text: null, taint: TAINT.secret }
  }
  if (/^(?:publish|import|delete|remove)$/.test(call.args[1]?.text ?? verb)) {
    emit(scene, { kind: 'infrastructure', verb, resource: call.name })
  }
  return OPAQUE
}

/** Tools that act on machines, clusters, clouds and services. */
export const infrastructurePrograms: ProgramTable = {
  ...platformPrograms,
  ...backupPrograms,
  ...containerPrograms,
  ...kubernetesPrograms,
  ...named('terraform tofu terragrunt pulumi cdk cdktf tf opentofu terramate', terraform),
  ...named('gh glab hub-cli tea berg gh-cli', forge),
  ...named(
    'ansible ansible-playbook ansible-pull ansible-lint ansible-doc ansible-inventory ansible-console salt salt-call salt-ssh salt-run salt-key puppet chef-client chef-solo cinc-client bolt fab pyinfra mgmt cf-agent',
    ansible,
  ),
  ...named('ansible-galaxy ansible-vault ansible-config', ansibleHelper),
}
