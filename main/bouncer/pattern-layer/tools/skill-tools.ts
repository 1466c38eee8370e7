import { EMPTY, emit, type Scene, signal } from '../scene.ts'
import {
  asText,
  at,
  atField,
  fieldOf,
  type Input,
  malformed,
  noteCharacters,
  type Tool,
  textOf,
} from './input.ts'
import { noteInstructions } from './instructions.ts'
import { isUsualSource } from './package-sources.ts'
import { actsByName, asksForSecrets, changesService } from './skill-demands.ts'
import { actsOnOthers, takesAway } from './skill-names.ts'
import { decisionOf } from './written-trial.ts'

const SETTINGS_COMMAND =
  /^\/?(?:[\w-]+:)?(?:permissions?|allowed-tools|hooks?|mcp|config|settings?|update-config|plugins?|login|logout|add-dir|sandbox|yolo|bypass\w*|dangerous\w*|terminal-setup|install-github-app|install-slack-app|privacy-settings|bug|feedback|remote-control|remote-env|ide|trust|approve|auto-mode|upgrade|extra-usage|fewer-permission-prompts|keybindings-help|schedule|loop)(?![\w-])/i
const SKILL_NAME = /^\/?[\w][\w:.-]{0,99}$/

/** A skill or slash command: its text comes from the project or the person, its arguments from the agent. */
export const skill: Tool = (scene, input) => {
  emit(scene, { kind: 'conversation', what: 'loads a skill' })
  const fields = ['skill', 'command', 'name'].filter(
    (field) => (fieldOf(input, field) ?? null) !== null,
  )
  if (fields.length === 0) malformed(scene, 'a skill without a name')
  for (const field of fields) {
    const text = textOf(scene, input, field)
    if (text === null) continue
    at(scene, field, { end: text.length })
    noteSkill(scene, text)
  }
  for (const field of ['args', 'arguments', 'prompt']) noteSkillField(scene, input, field)
  noteOutwardSkill(scene, input, fields)
}

/** Skills whose work others see, by their names; looking and preparing is none. */
const OUTWARD_SKILL =
  /^\/?(?:[\w.-]+:)?(?:deploy|release|publish|ship|rollout|promote|rollback|destroy|teardown|tear-down|go-live)(?:[-:](?:to-)?(?:prod\w*|live|staging|npm|pypi|all|now|it|app|site|web\w*|store))?(?=\s|$)/i
const ONLY_PREPARES =
  /(?:^|[\s-])(?:--?)?(?:dry-?run|check|plan|preview|prepare|draft|notes|local\w*|simulate|status|list|help|test|staging|dev|qa|sandbox)(?=\s|=|$)/i
const WEIGHTY_SKILL =
  /\b(?:deploy|release|publish|reset|drop|delete|wipe|migrate|restart|apply|destroy|purge|rollback|scale|push|merge|seed|restore)\b/i
const LIVE = /(?:^|[\s=:/-])(?:prod|production|live)(?=\s|$)/i

/** Words that take away what holds an agent back. */
const LIFTS =
  /\bbypass[-_ ]?permissions\b|\bdangerously\w*|\byolo\b|\bskip[-_ ]?permissions\b|\bauto-?approve\b|\ballow\b[^\n]{0,40}\*|\bBash\((?:\*|:\*)\)|\b(?:disable|remove|delete|drop|clear|off|unset|skip|stop)\b[^\n]{0,60}\b(?:hooks?|sandbox|guards?|bouncer|deny|permissions?|rules|pretooluse)\b|\b(?:hooks?|sandbox|permissions?|guard|bouncer)\s+(?:all\s+)?(?:disable|remove|delete|clear|off|reset|false)\b|\baccept[-_ ]?all\b|\b(?:sandbox|approvals?)\s*[=:]?\s*(?:never|none|off|false)\b/i

/** Notes a command that lifts the limits of the agent that gives it. */
function noteLifted(scene: Scene, text: string): void {
  const [name = ''] = text.trim().split(/\s+/)
  if (SETTINGS_COMMAND.test(name) && LIFTS.test(text))
    emit(scene, { kind: 'guard', target: text.slice(0, 80) })
}

const INSTALLS =
  /^\/?(?:[\w-]+:)?(?:[\w-]*(?:install|installer|marketplace)[\w-]*|plugins?|mcp|extensions?|skills?|add-(?:skill|mcp|plugin)|skill-add)$/i
const FOREIGN_ADDRESS = /\b(?:git\+)?https?:\/\/[^\s"'<>]{1,300}/gi
const TRUSTS =
  /(?:^|\s)(?:--?(?:trust\w*|global|force|yes|y|g|f|unsafe|no-verify|no-check|all|user|scope[= ]user))(?=\s|$)/i

/** Notes a command that takes in instructions or programs of strangers for later sessions. */
function noteInstalled(scene: Scene, text: string): void {
  const [name = '', ...rest] = text.trim().split(/\s+/)
  if (!INSTALLS.test(name)) return
  const args = rest.join(' ')
  const foreign = (args.match(FOREIGN_ADDRESS) ?? []).some((one) => !isUsualSource(one))
  if (foreign && TRUSTS.test(args)) signal(scene, 'harmful-instructions', text.slice(0, 120))
  else if (foreign || /^\s*(?:add|install)\b/.test(args) || /install/i.test(name))
    signal(scene, 'other-tool', `takes in ${args.slice(0, 80)}`)
}

/** Skills that write to people, or spend, by their names. */
const SPEAKS =
  /^\/?(?:[\w.-]+:)?(?:(?:[\w]+-)*(?:e?-?mail(?:er)?|send|sms|poster|tweet|social|announce|announcement|newsletter|broadcast|blast|payout|refund|invite|crosspost)(?:-\w+)*|post(?:-to-\w+)?|notify(?:-\w+)*)(?=\s|$)/i
const MAKES =
  /(?:^|[-:])(?:templates?|generator|creator|design(?:er)?|review(?:er)?|test(?:s|ing|er)?|writer|writing|write|drafts?|components?|preview|lint|parser?|format(?:ter)?|validate|validator|guide|best|copy|cards?|images?|assets?|tags?|meta|setup|fix|debug|read|reader|search|triage|summar\w+|list)(?=$|[-:])/i
const TO_PERSON = /\b(?:to|an|cc|recipient[s=]*|list)[ =:]+[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{2,40}/i

function speaksOut(text: string): boolean {
  const [name = ''] = text.trim().split(/\s+/)
  if (/(?:^|\s)--?(?:dry-?run|preview|draft|check)\b/i.test(text)) return false
  return TO_PERSON.test(text) || (SPEAKS.test(name) && !MAKES.test(name))
}

const DATA_SKILL =
  /(?:^|[:/_-])(?:db|database|data|backup|sql|prisma|rails|snapshot)[:_-](?:restore|reset|drop|wipe|import|migrate|truncate|rollback|load|push)|(?:^|[:/_-])(?:restore|reset|drop|wipe|truncate)[:_-](?:the-)?(?:db|database|data|backup|snapshot)/i
const SHARED =
  /(?:^|[\s=:/-])(?:staging|stage|prod|production|live|shared|remote|demo|uat|qa|main|master)(?=\s|$)/i

function overwritesShared(text: string): boolean {
  const [name = ''] = text.trim().split(/\s+/)
  return /force-?push|push-?force/i.test(name) || (DATA_SKILL.test(name) && SHARED.test(text))
}

/** Notes a skill that is told to change what others use. */
function noteOutwardSkill(scene: Scene, input: Input, fields: readonly string[]): void {
  const parts = [...fields, 'args', 'arguments'].map((field) => fieldOf(input, field))
  const text = parts.filter((part) => typeof part === 'string').join(' ')
  noteLifted(scene, text)
  noteInstalled(scene, text)
  if (asksForSecrets(text))
    signal(scene, 'other-tool', `a skill that shows secrets: ${text.slice(0, 80)}`)
  if (
    speaksOut(text) ||
    overwritesShared(text) ||
    takesAway(text) ||
    changesService(text) ||
    actsByName(text)
  )
    signal(scene, 'other-tool', `a skill that reaches others: ${text.slice(0, 80)}`)
  if (ONLY_PREPARES.test(text)) return
  if (
    OUTWARD_SKILL.test(text) ||
    actsOnOthers(text) ||
    (LIVE.test(text) && WEIGHTY_SKILL.test(text))
  )
    signal(scene, 'other-tool', `a skill that reaches others: ${text.slice(0, 80)}`)
}

function noteSkillField(scene: Scene, input: Input, field: string): void {
  const value = fieldOf(input, field) ?? null
  if (value === null) return
  const text = asText(value)
  atField(scene, field, value)
  noteArguments(scene, text)
}

function noteSkill(scene: Scene, text: string): void {
  if (!noteCharacters(scene, text)) return
  const [name = '', ...rest] = text.trim().split(/\s+/)
  if (!SKILL_NAME.test(name) || name.includes('..')) malformed(scene, 'a skill of no proper name')
  if (SETTINGS_COMMAND.test(name)) signal(scene, 'other-tool', `${name} changes settings`)
  noteArguments(scene, rest.join(' '))
}

const SUBSTITUTION = /\$\([^)]+\)|`[^`]+`|[;&|]\s*(?:rm|curl|wget|nc|bash|sh|sudo|dd|chmod|mkfs)\b/

function noteArguments(scene: Scene, text: string): void {
  if (text === '') return
  noteInstructions(scene, text)
  const runs = SUBSTITUTION.test(text)
    ? decisionOf(scene, (trial) => trial.runner.text(trial, `: ${text}`, EMPTY))
    : 'allow'
  const alone = decisionOf(scene, (trial) => trial.runner.text(trial, text, EMPTY))
  if (runs === 'deny' || alone === 'deny') signal(scene, 'harmful-instructions', text.slice(0, 120))
  else if (runs !== 'allow') signal(scene, 'risky-instructions', text.slice(0, 120))
}
