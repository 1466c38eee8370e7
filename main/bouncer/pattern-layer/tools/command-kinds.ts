import { baseName } from '../paths.ts'
import { anyShape } from './any-shape.ts'
import { codeStrings } from './code-strings.ts'
import { executedCode } from './code-text.ts'
import { dockerCommands } from './docker-files.ts'
import { planCommands } from './infrastructure-files.ts'
import { jsonCommands, packageCommands } from './json-commands.ts'
import { assignedCommands, crontabCommands, makeCommands, tagCommands } from './line-commands.ts'
import { pipelineCommands, yamlCommands } from './pipeline-commands.ts'
import { plantedIn } from './planted-code.ts'
import { theftIn } from './stolen-keys.ts'
import type { FileCommand, Runs, Written } from './written.ts'

interface Kind {
  readonly where: RegExp
  commands(written: Written): readonly FileCommand[]
}

const HOOK_FOLDER = /\/(?:\.git\/hooks|\.husky(?:\/_)?|\.githooks|hooks\.d)\/[^/]+$/
const PROFILE =
  /\/(?:\.(?:bash(?:rc|_profile|_login|_logout|_aliases)|profile|zsh(?:rc|env)|zprofile|zlogin|zlogout|kshrc|xprofile|xinitrc|xsession(?:rc)?|envrc)|\.config\/fish\/.*\.fish|\.ssh\/rc|etc\/profile(?:\.d\/.*)?|etc\/rc\.local|etc\/cron\.(?:daily|hourly|weekly|monthly)\/.+)$/
const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  pyw: 'python',
  pth: 'python',
  js: 'node',
  cjs: 'node',
  mjs: 'node',
  ts: 'node',
  mts: 'node',
  cts: 'node',
  rb: 'ruby',
  pl: 'perl',
  pm: 'perl',
  php: 'php',
  lua: 'lua',
}

/** Files by what runs them; the first that fits counts. */
const KINDS: readonly Kind[] = [
  { where: /\/package\.json$/, commands: packageCommands },
  {
    where:
      /\/(?:\.github\/workflows\/.+\.ya?ml|\.(?:gitea|forgejo)\/workflows\/.+\.ya?ml|action\.ya?ml|\.gitlab-ci\.ya?ml|\.gitlab\/.+\.ya?ml|\.circleci\/.+\.ya?ml|azure-pipelines[\w.-]*\.ya?ml|bitbucket-pipelines\.ya?ml|\.travis\.ya?ml|\.drone\.ya?ml|\.woodpecker(?:\.ya?ml|\/.+)|\.?appveyor\.ya?ml|cloudbuild\.ya?ml|buildspec[\w.-]*\.ya?ml|\.buildkite\/.+\.ya?ml|\.semaphore\/.+\.ya?ml|\.cirrus\.ya?ml)$/,
    commands: pipelineCommands,
  },
  {
    where:
      /\/(?:\.pre-commit-config\.ya?ml|\.?lefthook[\w.-]*\.ya?ml|\.lintstagedrc(?:\.ya?ml)?|\.overcommit\.yml|\.pre-commit-hooks\.yaml)$/,
    commands: (written) => yamlCommands(written, 'automatic'),
  },
  {
    where: /\/(?:Taskfile[\w.-]*\.ya?ml|mise\.toml|\.gitpod\.ya?ml)$/i,
    commands: (written) => yamlCommands(written, 'by-hand'),
  },
  {
    where: /\/(?:(?:docker-)?compose[\w.-]*\.ya?ml)$/,
    commands: (written) => yamlCommands(written, 'elsewhere'),
  },
  {
    where: /\/(?:[\w.-]+\.)?(?:Dockerfile|Containerfile|dockerfile)[\w.-]*$/,
    commands: dockerCommands,
  },
  {
    where:
      /\/(?:\.vscode\/[\w.-]+\.json|[\w.-]+\.code-workspace|\.?devcontainer\.json|\.devcontainer\/.*\.json|\.lintstagedrc\.json|\.zed\/tasks\.json|\.idea\/.*\.json|\.run\/.*\.json|composer\.json|deno\.jsonc?|turbo\.json|nodemon\.json|\.nvim\.json|project\.json)$/,
    commands: jsonCommands,
  },
  {
    where:
      /\/(?:GNUm|m|M)akefile(?:\.(?:am|in|inc|win|common))?$|\.(?:mk|mak|make)$|\/[jJ]ustfile$|\/\.justfile$/,
    commands: makeCommands,
  },
  { where: /\/\.idea\/.+\.xml$|\.plist$|\/\.run\/.+\.xml$/, commands: tagCommands },
  {
    where:
      /\.(?:service|timer|socket|path|desktop)$|\/\.gitconfig$|\/\.git\/config$|\/\.config\/git\/config$|\/\.ssh\/config$|\/Procfile$|\/tox\.ini$|\/setup\.cfg$|\/pyproject\.toml$|\/\.cargo\/config(?:\.toml)?$|\/supervisord?\.conf$|\/\.hgrc$|\/\.npmrc$|\/\.tmux\.conf$/,
    commands: assignedCommands,
  },
  { where: /\/(?:crontab|cron\.d\/[^/]+|cron\/(?:crontabs\/)?[^/]+)$/, commands: crontabCommands },
  { where: PROFILE, commands: (written) => scriptOf(written, 'automatic') },
  { where: HOOK_FOLDER, commands: (written) => scriptOf(written, 'automatic') },
  {
    where:
      /\/(?:setup\.py|conftest\.py|(?:site|user)customize\.py|noxfile\.py|\.pythonrc(?:\.py)?|\.?pnpmfile\.c?js|\.eslintrc\.c?js|\.prettierrc\.[cm]?js|(?:vite|vitest|webpack|rollup|jest|babel|next|nuxt|svelte|astro|eslint|prettier|postcss|tailwind|playwright|metro|esbuild|tsup|craco|commitlint|lint-staged)\.config\.[cm]?[jt]s|Gruntfile\.js|gulpfile\.[cm]?js|jest\.setup\.[jt]s|manage\.py|wsgi\.py)$|\.pth$|\.gemspec$|\/(?:Gemfile|Rakefile|Podfile|Vagrantfile|Fastfile|Brewfile|\.irbrc|\.pryrc|Dangerfile|Guardfile)$/,
    commands: (written) => codeOf(written, 'automatic'),
  },
  {
    where:
      /\/(?:build\.rs|[\w.-]+\.gradle(?:\.kts)?|binding\.gyp|Jenkinsfile[\w.-]*|CMakeLists\.txt|meson\.build|\.gdbinit|\.lldbinit|\.vimrc|\.nvimrc|\.exrc|\.nvim\.lua|\.dir-locals\.el|\.Rprofile|\.psqlrc|\.sqliterc|mix\.exs|build\.sbt|Package\.swift|pom\.xml|build\.xml|WORKSPACE|BUILD(?:\.bazel)?|flake\.nix|shell\.nix|default\.nix)$/,
    commands: codeStrings,
  },
  { where: /\.tf$/, commands: planCommands },
  {
    where: /\/(?:(?:pre|post)-?(?:install|uninstall|prepare)|prepublish)\.[cm]?[jt]s$/,
    commands: installScript,
  },
  {
    where: /\.(?:sh|bash|zsh|ksh|command|bats)$/,
    commands: (written) => scriptOf(written, 'by-hand'),
  },
  { where: /\.(?:ps1|psm1|bat|cmd|vbs)$/i, commands: windowsScript },
]

/** Most files are of no kind. */
const ANY_KIND = anyShape(KINDS.map(({ where }) => where))

/** What of a written file would run, and how. */
export function commandsOf(written: Written): readonly FileCommand[] {
  const { path } = written
  const kind = ANY_KIND.test(path) ? KINDS.find(({ where }) => where.test(path)) : undefined
  if (kind) return kind.commands(written)
  if (/^#!/.test(written.text)) return scriptOf(written, 'by-hand')
  return sourceOf(written)
}

const INTERPRETER = /^#!\s*(?:\S*\/env\s+(?:-\S+\s+)*)?(?:\S*\/)?([\w.-]+)/

/** A script by its first line, or a shell script when it has none. */
function scriptOf(written: Written, runs: Runs): FileCommand[] {
  const { text } = written
  const named = INTERPRETER.exec(text.slice(0, 200))?.[1] ?? 'sh'
  const name = named.replace(/[\d.]+$/, '')
  if (/^(?:ba|z|da|k|a)?sh$|^bats$|^fish$/.test(name)) return [{ text, at: 0, runs }]
  const language = name === 'python' || name === 'node' ? name : (LANGUAGES[name] ?? name)
  return [{ text: executedCode(text, language), at: -1, runs, language }]
}

function codeOf(written: Written, runs: Runs): FileCommand[] {
  const language =
    languageOf(written.path) ?? (/file$|rc$|\.gemspec$/.test(written.path) ? 'ruby' : 'node')
  const offline = INSTALL_TIME.test(written.path)
  return [{ text: executedCode(written.text, language), at: -1, runs, language, offline }]
}

/** A script that its name says runs with an installation. */
function installScript(written: Written): FileCommand[] {
  const theft = theftIn(written)
  return theft ? [theft] : codeOf(written, 'automatic')
}

const INSTALL_TIME = /\/(?:setup\.py|(?:site|user)customize\.py)$|\.pth$|\.gemspec$/

function languageOf(path: string): string | undefined {
  const name = baseName(path)
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(LANGUAGES, extension) ? LANGUAGES[extension] : undefined
}

const TOLD_NOT_DONE =
  /\/(?:tests?|specs?|__tests__|fixtures?|testdata|examples?|docs?|corpus|rules?|detectors?|mocks?)\/|[._-](?:test|spec|fixture)s?\.\w+$|\/test_[^/]+$/i

/** As much of plain code as is looked at. */
const MAX_SOURCE = 32 * 1024

/** Pages and code of sites beside the languages that are judged as code. */
const SITE_FILE =
  /\.(?:html?|xhtml|astro|vue|svelte|jsx|tsx|erb|ejs|hbs|twig|liquid|njk|phtml|php\d?|jsp|aspx?|cshtml|java|kt|go|cs|scala)$/i

/** Plain code is judged only where it stands for itself, not among tests, examples and detectors. */
function sourceOf(written: Written): FileCommand[] {
  const language = languageOf(written.path)
  const isSite = language !== undefined || SITE_FILE.test(written.path)
  if (!isSite || TOLD_NOT_DONE.test(written.path)) return []
  const part = { ...written, text: written.text.slice(0, MAX_SOURCE) }
  const planted = plantedIn(part) ?? (language === undefined ? null : theftIn(part))
  if (planted) return [planted]
  if (language === undefined) return []
  return [{ text: executedCode(part.text, language), at: -1, runs: 'source', language }]
}

const WINDOWS_HARM =
  /\b(?:iex|invoke-expression)\b[^\n]{0,200}\b(?:downloadstring|iwr|irm|invoke-webrequest|invoke-restmethod|frombase64string)\b|\b(?:iwr|irm|invoke-webrequest|downloadstring)\b[^\n]{0,200}\|\s*(?:iex|invoke-expression)\b|-enc(?:odedcommand)?\s+[A-Za-z0-9+/=]{40,}|\bremove-item\b(?=[^\n]{0,200}-recurse)(?=[^\n]{0,200}(?:[a-z]:\\(?:\s|\*|"|'|$|windows|users)|\$env:(?:userprofile|systemroot|windir)|\$home|~))|\b(?:rd|rmdir|del)\s+(?:\/[a-z]\s+){1,4}"?(?:[a-z]:\\(?:\s|\*|"|$|windows|users)|%(?:userprofile|systemroot|windir)%)|\bformat(?:\.com)?\s+[a-z]:|\bvssadmin\s+delete|\bset-mppreference\b[^\n]{0,80}-disable|\bcipher\s+\/w|\bbcdedit\b/i

function windowsScript({ text }: Written): FileCommand[] {
  const found = WINDOWS_HARM.exec(text)
  if (!found) return []
  return [{ text: found[0], at: found.index, runs: 'by-hand', sure: 'harm' }]
}
