import type { FileCommand, Runs, Written } from './written.ts'
import { readYamlLines, type YamlValue } from './yaml-lines.ts'

const COMMAND_KEY =
  /^(?:run|script|command|commands|cmd|cmds|entry|entrypoint|sh|bash|powershell|pwsh|before_script|after_script|before_install|install|after_success|inlineScript|inline|init|test|args|prebuild|build|on_success|on_failure)(?:\[\])?$/

/** Commands of a YAML file by their keys. */
export function yamlCommands({ text }: Written, runs: Runs): readonly FileCommand[] {
  return commandsIn(readYamlLines(text), runs)
}

function commandsIn(values: readonly YamlValue[], runs: Runs): FileCommand[] {
  return values
    .filter(({ key, text }) => COMMAND_KEY.test(key) && text.trim() !== '')
    .map(({ text, at }) => ({ text, at, runs }))
}

/**
 * What stands for a secret of the pipeline when its text is judged: a file whose content is one. A secret in a
 * header is how services are called; anywhere else in a request it is handed out.
 */
const SECRET_STANDIN = '$(cat /run/secrets/pipeline)'
const SECRET =
  /\$\{\{\s*(?:secrets\s*[.[][^}]{0,120}|toJSON\(\s*secrets\s*\)[^}]{0,40}|github\.token\s*)\}\}/gi
const EXPRESSION = /\$\{\{[^}]{0,300}\}\}/g
const HEADER =
  /(?:-H|--header|-u|--user|--oauth2-bearer|--password|--token|-p)[= ]\s*(?:"[^"\n]{0,400}"|'[^'\n]{0,400}'|\S{1,400})/g
/** Texts that strangers choose, put into a script as if they were its author's. */
const STRANGERS_TEXT =
  /\$\{\{\s*github\.(?:event\.(?:issue|pull_request|comment|review|discussion|commits|head_commit|pages)[\w.[\]*]{0,60}\.(?:title|body|message|name|email|label|ref|default_branch|page_name)|head_ref)\s*\}\}/

/** Steps that publish to the world or change what runs for others, whatever it is then. */
const REACHES =
  /\b(?:npm|pnpm|yarn|bun|cargo|poetry|uv|flit|hatch|pdm|lerna|vsce|ovsx|mvn|gradlew?|dart|flutter)\s[^\n]{0,60}\bpublish\b|\btwine\s+upload\b|\bgem\s+push\b|\bsemantic-release\b|\b(?:terraform|tofu|pulumi)\s[^\n]{0,60}\b(?:apply|up|destroy)\b|\bkubectl\s[^\n]{0,80}\b(?:apply|delete|set)\b|\bhelm\s+(?:upgrade|install)\b|\s--prod(?:uction)?\b|\brsync\b[^\n]{0,200}\s--delete\b/i
/** Copies that replace all that is served on another machine. */
const REPLACES_SITE =
  /(?:^|[\s;&|(])rsync\s(?=[^\n]{0,300}--del(?:ete)?\b)[^\n]{0,300}\s(?:[\w.$%{}-]{1,60}@)?(?!localhost)[\w.$%{}-]{2,80}:[/~.\w$]|(?:^|[\s;&|(])lftp\s[^\n]{0,300}\bmirror\b[^\n]{0,200}--delete\b/m

/** Commands of a build pipeline, with its expressions in place of what they will hold. */
export function pipelineCommands({ text, removed }: Written): readonly FileCommand[] {
  const values = readYamlLines(text)
  const plain = commandsIn(values, 'elsewhere')
  const bound = boundSecrets(values)
  const commands = plain.map((command) => ({
    ...command,
    text: filled(command.text, bound),
    length: command.text.length,
    reaches: !REACHES.test(removed) && REACHES.test(command.text),
  }))
  const copied = REACHES.test(removed)
    ? undefined
    : plain.find((command) => REPLACES_SITE.test(command.text))
  const odd =
    plain.find((command) => STRANGERS_TEXT.test(command.text)) ?? givesAway(text) ?? copied
  return odd ? [...commands, { ...odd, sure: 'asks' as const }] : commands
}

const ONE_SECRET = new RegExp(SECRET.source, 'i')

/** Names of variables that the pipeline fills with secrets. */
function boundSecrets(values: readonly YamlValue[]): Set<string> {
  const names = values.filter(
    ({ key, text }) => /^[A-Za-z_]\w*$/.test(key) && ONE_SECRET.test(text),
  )
  return new Set(names.map(({ key }) => key))
}

function filled(text: string, bound: ReadonlySet<string>): string {
  const withoutHeaders = text.replace(HEADER, (part) => (/\$/.test(part) ? '' : part))
  return withoutHeaders
    .replace(SECRET, (_part, at: number) => standIn(withoutHeaders, at))
    .replace(EXPRESSION, 'expression')
    .replace(/\$(?:\{(\w{1,80})\}|(\w{1,80}))/g, (whole, braced?: string, bare?: string) =>
      bound.has(braced ?? bare ?? '') ? SECRET_STANDIN : whole,
    )
}

/** The pipeline fills in its values before a shell sees the quotes around them. */
function standIn(text: string, at: number): string {
  const from = Math.max(text.lastIndexOf('\n', at - 1) + 1, at - 400)
  const line = text.slice(from, at)
  const quotes = line.replace(/\\./g, '').split("'").length - 1
  return quotes % 2 === 1 ? `'"${SECRET_STANDIN}"'` : SECRET_STANDIN
}

const ALL_SECRETS = /\$\{\{\s*toJSON\(\s*secrets\s*\)[^}]{0,40}\}\}/i
const FOREIGN_CODE =
  /ref:\s{0,4}["']?(?:refs\/pull\/)?\$\{\{\s{0,4}github\.(?:event\.(?:pull_request|workflow_run)\.(?:head|number)|event\.number|head_ref)|\bgh\s+pr\s+checkout\b/

/** All secrets in one value, or a run with the project's secrets over code that a stranger sent in. */
function givesAway(text: string): FileCommand | null {
  const all = text.search(ALL_SECRETS)
  const outside = /\bpull_request_target\b|\bworkflow_run\b/.test(text)
  const at = all < 0 && outside ? text.search(FOREIGN_CODE) : all
  return at < 0 ? null : { text: text.slice(at, at + 60), at, runs: 'elsewhere' }
}
