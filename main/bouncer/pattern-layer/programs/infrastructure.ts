import { TAINT } from '../findings.ts'
import { emit, OPAQUE, signal } from '../scene.ts'
import { backupPrograms } from './backup.ts'
import { containerPrograms } from './containers.ts'
import { forgePrograms } from './forges.ts'
import { kubernetesPrograms } from './kubernetes.ts'
import { readOptions, valued } from './options.ts'
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
  ...forgePrograms,
  ...named(
    'ansible ansible-playbook ansible-pull ansible-lint ansible-doc ansible-inventory ansible-console salt salt-call salt-ssh salt-run salt-key puppet chef-client chef-solo cinc-client bolt fab pyinfra mgmt cf-agent',
    ansible,
  ),
  ...named('ansible-galaxy ansible-vault ansible-config', ansibleHelper),
}
