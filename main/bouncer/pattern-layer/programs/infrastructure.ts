import { emit, OPAQUE, signal } from '../scene.ts'
import { backupPrograms } from './backup.ts'
import { configurationPrograms } from './configuration.ts'
import { containerPrograms } from './containers.ts'
import { forgePrograms } from './forges.ts'
import { kubernetesPrograms } from './kubernetes.ts'
import { platformPrograms } from './platforms.ts'
import { named, type Program, type ProgramTable } from './program.ts'
import { noteCarriedCommands } from './unknown-program.ts'
import { isRehearsal } from './verbs.ts'

const TERRAFORM_READ =
  /^(?:plan|validate|fmt|format|show|output|version|graph|providers|get|init|console|preview|stack|config|whoami|about|diff|synth|synthesize|ls|list|docs|test|hclfmt|hcl|render-json|metadata|convert|gen-completion|new|doctor|acknowledge|context|notices|help|schema|logs|env|dag|find|scaffold|catalog|validate-inputs|(?:validate|plan|output)-all|graph-dependencies|output-module-groups|hclvalidate|terragrunt-info|render|doc|modules|check)$/
const TERRAFORM_GROUP =
  /^(?:state|workspace|stack|run-all|run|config|env|providers|org|plugin|package|policy)$/
const GROUP_READ =
  /^(?:list|show|pull|select|new|ls|plan|get|validate|output|init|graph|history|export|schema|lock|mirror|current|get-default|validate-config|search|tag (?:get|ls)|)$/

function looksOnly([verb = '', second = '', third = '']: readonly string[]): boolean {
  if (!TERRAFORM_GROUP.test(verb)) return verb === '' || TERRAFORM_READ.test(verb)
  return GROUP_READ.test(second === 'tag' ? `tag ${third}` : second)
}

/** Infrastructure described in files: plans pass, what carries them out asks. */
const terraform: Program = (scene, call) => {
  const words = call.args.filter((field) => !field.text.startsWith('-')).map((field) => field.text)
  const [verb = '', second = ''] = words
  for (const { text } of call.args) {
    if (/^-from-module=/.test(text)) signal(scene, 'foreign-source', text)
  }
  if (verb === 'console') noteCarriedCommands(scene, call.args)
  const grouped = TERRAFORM_GROUP.test(verb)
  const reads = looksOnly(words)
  const moves = call.args.some((field) => /^-(?:force-copy|migrate-state)$/.test(field.text))
  const help = call.args.some((field) => /^--?help$/.test(field.text))
  if ((!reads || moves) && !help && !isRehearsal(call.args)) {
    const doing = grouped ? `${verb} ${second}` : verb
    emit(scene, { kind: 'infrastructure', verb: doing, resource: call.name })
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
  ...configurationPrograms,
}
