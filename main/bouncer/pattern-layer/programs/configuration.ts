import { TAINT } from '../findings.ts'
import { EMPTY, emit, fork, OPAQUE, type Scene, signal, writePaths } from '../scene.ts'
import { readOptions, valued } from './options.ts'
import { type Invocation, named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands } from './unknown-program.ts'
import { isReadVerb } from './verbs.ts'

/** Tools that bring many machines to a described state. */
const ansible: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const dry =
    asksOnly(call) ||
    writesHere(scene, call) ||
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
  noteCommands(scene, call)
  return OPAQUE
}

/** What a module of commands, or a state, is given runs on the machines as a shell would read it. */
function noteCommands(scene: Scene, call: Invocation): void {
  const words = call.args.map((field) => field.text)
  const salt = words.findIndex((word) => /^cmd\.(?:run\w*|shell|script)$/.test(word))
  const given =
    call.name === 'ansible'
      ? readOptions(call.args, { valued: ANSIBLE }).value('a', 'args')
      : call.args[salt < 0 ? call.args.length : salt + 1]
  if (!given || /^\w+=/.test(given.text)) return
  const machine = { ...scene.ground, workspace: '/nowhere', home: '/root' }
  const there = { ...fork(scene), cwd: '/root', ground: machine, nested: true }
  scene.runner.text(there, given.text, EMPTY)
}

const ANSWERING =
  /^(?:ansible\.builtin\.)?(?:ping|setup|gather_facts|stat|getent|package_facts|service_facts|wait_for_connection|debug|assert|set_fact)$/

/** What is worked out before it is used, by commands too. */
const COMPUTED = /\{\{|\b(?:lookup|query|pipe)\b|validate=/

/** Modules that only answer; text in braces would be computed, by commands too. */
function asksOnly(call: Invocation): boolean {
  if (call.name !== 'ansible' || call.args.some((field) => COMPUTED.test(field.text))) return false
  const module = readOptions(call.args, { valued: ANSIBLE }).value('m', 'module-name')
  return module !== undefined && ANSWERING.test(module.text)
}

const WRITING =
  /^(?:ansible\.builtin\.)?(?:template|copy|assemble|lineinfile|blockinfile|replace|ini_file)$/

/** A module that writes a file of this machine does no more than that. */
function writesHere(scene: Scene, call: Invocation): boolean {
  if (call.name !== 'ansible') return false
  const options = readOptions(call.args, { valued: ANSIBLE })
  const local = options.value('c', 'connection')?.text === 'local'
  const given = options.value('a', 'args')
  const target = given && /(?:^| )(?:dest|path)=(\S+)/.exec(given.text)?.[1]
  const raised = options.has('b', 'become', 'K', 'ask-become-pass')
  if (!local || raised || !target || COMPUTED.test(given.text)) return false
  if (!WRITING.test(options.value('m', 'module-name')?.text ?? '')) return false
  writePaths(scene, [{ ...given, text: target }], OPAQUE)
  return true
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

/** Tools that configure machines. */
export const configurationPrograms: ProgramTable = {
  ...named(
    'ansible ansible-playbook ansible-pull ansible-lint ansible-doc ansible-inventory ansible-console salt salt-call salt-ssh salt-run salt-key puppet chef-client chef-solo cinc-client bolt fab pyinfra mgmt cf-agent',
    ansible,
  ),
  ...named('ansible-galaxy ansible-vault ansible-config', ansibleHelper),
}
