import { type Scene, signal } from '../scene.ts'
import { anyShape } from './any-shape.ts'
import { at } from './input.ts'
import { jsonLeaves } from './json-commands.ts'
import type { Written } from './written.ts'

interface Sign {
  readonly where: RegExp
  readonly what: RegExp
}

/** Settings that start something as soon as a folder is opened, a program starts or code is checked out. */
const SIGNS: readonly Sign[] = [
  {
    where: /\/tasks\.json$|\.code-workspace$/,
    what: /"runOn"\s*:\s*"folderOpen"|"task\.allowAutomaticTasks"\s*:\s*(?:"on"|true)/,
  },
  { where: /devcontainer\.json$|\/\.devcontainer\//, what: /"initializeCommand"/ },
  { where: /\/(?:site|user)customize\.py$|\.pth$/, what: /\b(?:import|exec|eval)\b/ },
  { where: /\/\.envrc$/, what: /[^\s]/ },
  {
    where: /\/\.gitattributes$/,
    what: /^(?![ \t]*#)[^\n]*\b(?:filter|diff|merge)=(?!lfs\b|union\b|binary\b|ours\b|nodefault\b|text\b)(?!(?:astextplain|ada|bash|bibtex|cpp|csharp|css|dts|elixir|fortran|fountain|golang|html|java|kotlin|markdown|matlab|objc|pascal|perl|php|python|ruby|rust|scheme|tex)\b)/m,
  },
  { where: /\/\.gitmodules$/, what: /\bupdate\s*=\s*!|\burl\s*=\s*(?:ext::|-|file:|\|)/ },
  {
    where: /\/\.yarnrc(?:\.yml)?$/,
    what: /\byarnPath:(?!\s*["']?(?:\.\/)?\.yarn\/releases\/)|\bplugins?:[\s\S]{0,200}https?:/,
  },
  {
    where:
      /\/\.(?:R|r)profile$|\/\.(?:irbrc|pryrc|gdbinit|lldbinit|psqlrc|sqliterc|exrc|nvimrc|vimrc|dir-locals\.el)$/,
    what: /\bsystem\s*\(|\beval\b|\bshell\b|^[ \t]*\\?!|`/m,
  },
  {
    where: /\/\.mvn\/(?:extensions\.xml|jvm\.config|maven\.config)$/,
    what: /-javaagent|<extension>/,
  },
  { where: /\/Cargo\.toml$/, what: /^[ \t]*(?:build|links)[ \t]*=[ \t]*"(?:\/|\.\.)/m },
  {
    where: /\/(?:tsconfig[\w.-]*|\.babelrc|\.swcrc)\.json$/,
    what: /"(?:plugins|extends)"[^\n]{0,200}"(?:\/(?!\/)|https?:)/,
  },
]

/** Most files are none of these. */
const SIGNED = anyShape(SIGNS.map(({ where }) => where))

/** Editor settings that name a program or loosen what the editor asks before it runs something. */
const EDITOR_KEY =
  /^(?:[\w.-]*\.)?(?:[\w-]*(?:executable|binary|shell|linter)(?:path)?|path|[\w-]*(?:executablePath|binPath|serverPath|javaHome|command|commands|runtime|automationShell[\w.]*|shellArgs|interpreterPath|defaultInterpreterPath|pythonPath|gopath|goroot|sdkPath|tsdk))$/i
const EDITOR_SWITCH =
  /^(?:security\.workspace\.trust\.(?:enabled|untrustedFiles)|task\.allowAutomaticTasks|chat\.tools\.(?:autoApprove|global\.autoApprove|terminal\.autoApprove)|[\w.-]*(?:autoApprove|yolo|autoRun|allowedCommands|dangerously\w*)[\w.-]*|http\.proxyStrictSSL|extensions\.autoUpdate|terminal\.integrated\.(?:env|profiles|shell|automationProfile)[\w.]*|git\.(?:path|allowForcePush)|terminal\.explorerKind)$/i
/** Values that every project of a kind has there: its own tools. */
const OWN_TOOL =
  /^(?:\$\{workspaceFolder\}\/|\.\/)?(?:\.?v?env|node_modules|\.yarn|bin|vendor|\.nvm|\.tox)\/(?!.*\.\.)[\w./@-]+$|^[\w-]{1,30}(?:\.exe)?$|^(?:\/usr(?:\/local)?\/bin|\/bin|\/opt\/homebrew\/bin)\/[\w.-]+$/

/** Notes settings in a project that run something without anybody asking for it. */
export function noteAutomaticRuns(scene: Scene, written: Written): void {
  const { path, text } = written
  if (SIGNED.test(path)) noteSigns(scene, written)
  if (
    /\/\.vscode\/settings\.json$|\.code-workspace$|\/\.zed\/settings\.json$|\/User\/settings\.json$/.test(
      path,
    )
  )
    noteEditorSettings(scene, text)
  if (/\/(?:docker-)?compose[\w.-]*\.ya?ml$|devcontainer\.json$|\.ya?ml$/.test(path))
    noteReach(scene, path, text)
  if (/Dockerfile|Containerfile/.test(path)) noteCopiedSecrets(scene, text)
}

function noteSigns(scene: Scene, { path, text }: Written): void {
  for (const { where, what } of SIGNS) {
    const found = where.test(path) ? what.exec(text) : null
    if (found) note(scene, found.index, found[0])
  }
}

function note(scene: Scene, start: number, text: string): void {
  at(scene, scene.span.field, { start, end: start + text.length })
  signal(scene, 'project-settings-run', text.trim().slice(0, 120))
}

function noteEditorSettings(scene: Scene, text: string): void {
  for (const { keys, text: value } of jsonLeaves(text)) {
    const key = keys.find((one) => EDITOR_KEY.test(one) || EDITOR_SWITCH.test(one))
    if (key === undefined || (EDITOR_KEY.test(key) && OWN_TOOL.test(value))) continue
    if (/^terminal\.integrated\.profiles/.test(key) && OWN_TOOL.test(value)) continue
    note(scene, Math.max(0, text.indexOf(key)), key)
    return
  }
  const loosened =
    /"(?:security\.workspace\.trust\.enabled|http\.proxyStrictSSL)"\s*:\s*false|"(?:[\w.-]*(?:autoApprove|yolo|autoRun)[\w.-]*|git\.allowForcePush|task\.allowAutomaticTasks)"\s*:\s*(?:true|\{|\[)/i.exec(
      text,
    )
  if (loosened) note(scene, loosened.index, loosened[0])
}

/** Containers that reach the machine behind them. */
const REACH =
  /^[ \t]*(?:-[ \t]+)?(?:privileged\s*:\s*["']?true|(?:network_mode|pid|ipc|userns_mode|uts)\s*:\s*["']?host\b|["']?(?:\/|\/(?:etc|root|var|home|proc|sys|dev|boot|var\/run\/docker\.sock|run\/docker\.sock)|~(?:\/\.(?:ssh|aws|kube|gnupg|config|docker|claude)[\w./-]*)?|\$\{?HOME\}?(?:\/\.(?:ssh|aws|kube|gnupg)[\w./-]*)?)\/?\s*:\s*\/|hostPath\s*:|hostNetwork\s*:\s*true|hostPID\s*:\s*true|-\s*["']?(?:SYS_ADMIN|ALL|SYS_PTRACE|SYS_MODULE)\b)|"--(?:privileged|pid=host|network=host|cap-add=(?:SYS_ADMIN|ALL|SYS_PTRACE))|^[ \t]*source\s*:\s*["']?(?:\/(?:etc|root|home|proc|sys|dev|var\/run\/docker\.sock|run\/docker\.sock)?|~(?:\/\.(?:ssh|aws|kube|gnupg))?)\/?["']?[ \t]*$|source=(?:\/,|\/var\/run\/docker\.sock|\/root|\$\{localEnv:HOME\}(?:\/\.(?:ssh|aws|kube|gnupg))?,)/m

function noteReach(scene: Scene, path: string, text: string): void {
  if (/\/\.github\/|\/docs?\//.test(path)) return
  const found = REACH.exec(text)
  if (!found) return
  at(scene, scene.span.field, { start: found.index, end: found.index + found[0].length })
  signal(scene, 'container-escape', found[0].trim().slice(0, 120))
}

const COPIED_SECRET =
  /^[ \t]*(?:COPY|ADD)[ \t]+(?:--\S+[ \t]+)*[^\n]*(?:(?:^|[\s/])id_(?:rsa|ed25519|ecdsa)(?!\.pub)|[\s/]\.(?:env(?!\.(?:example|sample|template))|npmrc|netrc|aws|ssh|git-credentials|kube)\b|\.pem\b|credentials\b)/m

/** A file fetched without protection becomes part of the image. */
const UNPROTECTED_ADD = /^[ \t]*ADD[ \t]+(?:--\S+[ \t]+)*http:\/\/[^\n]*/m

function noteCopiedSecrets(scene: Scene, text: string): void {
  const added = UNPROTECTED_ADD.exec(text)
  if (added) {
    at(scene, scene.span.field, { start: added.index, end: added.index + added[0].length })
    signal(scene, 'foreign-source', added[0].trim().slice(0, 120))
  }
  const found = COPIED_SECRET.exec(text)
  if (!found) return
  at(scene, scene.span.field, { start: found.index, end: found.index + found[0].length })
  signal(scene, 'content-asks', 'puts credentials into an image')
}
