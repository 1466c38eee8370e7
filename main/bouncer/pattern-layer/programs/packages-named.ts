import type { Ecosystem } from '../package-names/popular-names.ts'
import { type Field, isKnown, type Scene, signal } from '../scene.ts'
import { noteClonedRun } from './cloned-folders.ts'
import { type Options, readOptions, valued } from './options.ts'
import { noteSource } from './package-sources.ts'
import { noteForDeno } from './packages-deno.ts'
import { type Manager, managersOf } from './packages-fetched.ts'
import { noteName } from './packages-names.ts'
import type { Invocation } from './program.ts'
import { noteUndeclaredTool } from './undeclared-tools.ts'

const MAX_PACKAGES = 60
const MAX_ADDRESS = 500

/** Notes packages that imitate much used ones, that are known to do harm, or that no registry hands out. */
export function noteNamedPackages(scene: Scene, call: Invocation): void {
  noteClonedInstall(scene, call)
  const manager = managersOf(call.name).find((one) => wordsOf(call, one) !== null)
  if (!manager) return
  for (const { text } of packagesOf(call, manager).slice(0, MAX_PACKAGES)) {
    if (!isKnown(text)) continue
    if (call.name === 'deno') noteForDeno(scene, call, text)
    else notePackage(scene, { call, ecosystem: manager.ecosystem }, text)
  }
}

const INSTALLS = /^(?:i|in|install|ci|add|sync|update|run|build|start|test)$/

/** Notes the set-up of what this call has just cloned, which runs its scripts unread. */
function noteClonedInstall(scene: Scene, { name, args }: Invocation): void {
  if (scene.files.size === 0 || !INSTALLS.test(args[0]?.text ?? '')) return
  if (/^(?:docker|podman|nerdctl|go|cargo|gem|dotnet|nuget)$/.test(name)) return
  noteClonedRun(scene, `${scene.cwd}/package.json`)
}

/** The words of a call that name packages. */
function packagesOf(call: Invocation, manager: Manager): readonly Field[] {
  const words = wordsOf(call, manager) ?? 0
  const options = optionsOf(call, manager, words)
  const also = manager.also === undefined ? [] : options.values(...manager.also.split(' '))
  if (manager.starts || (manager.first && also.length > 0)) return also
  return [...options.operands.slice(words, manager.first ? words + 1 : undefined), ...also]
}

/** How many operands are the verb of the manager; null when the call is another one. */
function wordsOf(call: Invocation, manager: Manager): number | null {
  const { operands } = readOptions(call.args, { valued: valued(manager.valued ?? '') })
  const line: string[] = []
  for (let count = 0; count <= 3; count++) {
    if (manager.verbs.test(line.join(' '))) return count
    const next = operands[count]?.text
    if (next === undefined) return null
    line.push(next)
  }
  return null
}

/** The arguments, where what a started program gets is none of the manager's own. */
function optionsOf(call: Invocation, manager: Manager, words: number): Options {
  const spec = { valued: valued(manager.valued ?? '') }
  if (!manager.first) return readOptions(call.args, spec)
  const all = readOptions(call.args, spec)
  const last = all.operands[words]
  const at = last ? call.args.indexOf(last) : -1
  return at < 0 ? all : readOptions(call.args.slice(0, at + 1), spec)
}

interface From {
  readonly call: Invocation
  readonly ecosystem: Ecosystem
}

/** Places packages are taken from instead of a registry. */
const REPOSITORY =
  /^(?:[@\w.[\]/-]{1,100}?\s{0,2}@\s{0,2})?(?:git\+|git:|git@|ssh:\/\/git@|hg\+|svn\+|github:|gitlab:|bitbucket:|gist:)|^(?:[@\w.[\]/-]{1,100}?\s{0,2}@\s{0,2})?https?:\/\/(?:[\w.-]{1,60}\.)?(?:github|gitlab|bitbucket|codeberg|gist|raw\.githubusercontent|githubusercontent|codeload\.github)\.(?:com|org)\//
const SHORTHAND = /^[A-Za-z\d][\w.-]{0,60}\/[\w.-]{1,80}(?:#\S{0,100})?$/
/** Where tools of one language have their templates. */
const TEMPLATE = /^(?:create|init|innit|create-project)$/

function notePackage(scene: Scene, { call, ecosystem }: From, given: string): void {
  const text = given.replace(ALIAS, '')
  noteAddress(scene, call.name, text)
  if (REPOSITORY.test(text) || (ecosystem === 'npm' && SHORTHAND.test(text))) {
    signal(scene, 'foreign-source', `${text.slice(0, 100)}, from no registry`)
    return
  }
  const { name, version } = partsOf(ecosystem, text)
  if (name === null || (version === '' && mayBeLocal(call, name))) return
  const verb = call.args[0]?.text ?? ''
  if (ecosystem === 'go' && /^(?:run|install|tool)$/.test(verb)) noteGoTool(scene, name, version)
  const isTemplate = ecosystem === 'npm' && TEMPLATE.test(verb)
  if (isTemplate) noteTemplate(scene, name, version)
  else noteName(scene, ecosystem, { name, version })
}

/** A package by its address, or an image of a registry with a name. */
function noteAddress(scene: Scene, program: string, text: string): void {
  if (/^https?:\/\//.test(text)) noteSource(scene, text.slice(0, MAX_ADDRESS))
  else if (/^(?:ctr|crictl)$/.test(program) && /^[\w-]*[.:][\w.:-]*\//.test(text))
    noteSource(scene, `https://${text}`)
}

/** A name of the project's own in front of what is fetched. */
const ALIAS = /^@?[\w./-]{1,100}@npm:/

/** Templates are programs that are fetched and started. */
function noteTemplate(scene: Scene, given: string, version: string): void {
  const name = given.startsWith('@') ? given.replace('/', '/create-') : `create-${given}`
  noteName(scene, 'npm', { name, version })
  noteUndeclaredTool(scene, name)
}

/** Whether a name is more likely that of a program of the project than that of a package to fetch. */
function mayBeLocal({ name: program, args }: Invocation, name: string): boolean {
  const looksFirst =
    program === 'npx' || (program === 'npm' && /^(?:exec|x)$/.test(args[0]?.text ?? ''))
  return (
    looksFirst && !name.startsWith('creat') && !args.some(({ text }) => /^(?:-y|--yes)$/.test(text))
  )
}

const FORMS: Readonly<Record<Ecosystem, RegExp>> = {
  npm: /^(@[\w.~-]+\/[\w.~-]+|[A-Za-z\d][\w.~-]*)(?:@([^\s/]+))?$/,
  pypi: /^([A-Za-z\d][\w.-]*)(?:\[[\w, -]*\])?\s{0,2}(?:(?:===?|[<>=!~]=?|@)\s{0,2}([\w.*+!-]+)\S*)?$/,
  crates: /^([A-Za-z][\w-]*)(?:@[=^~]?([\w.+-]+))?$/,
  gems: /^([A-Za-z][\w.-]*)(?::([\w.]+))?$/,
  packagist: /^([\w.-]+\/[\w.-]+)(?:[:=]\S*)?$/,
  go: /^((?:[\w-]+\.)+[\w-]+\/[\w./~-]+)(?:@([\w.+-]+))?$/,
  nuget: /^([A-Za-z][\w.-]*)(?:@([\w.+-]+))?$/,
  images:
    /^(?:docker\.io\/)?(?:library\/)?([a-z\d][\w-]*(?:\/[\w.-]+)?)(?::([\w.-]+))?(?:@sha256:[\da-f]+)?$/,
}

/** Name and version of a package as its registry knows it; no name where the text is something else. */
function partsOf(ecosystem: Ecosystem, text: string): { name: string | null; version: string } {
  const found = text.length > 200 ? null : FORMS[ecosystem].exec(text)
  const version = (found?.[2] ?? '').replace(/^[\^~=v]+/, '')
  if (!found?.[1] || /\.(?:whl|tgz|gz|zip|txt|toml|py|go|gem)$/.test(text))
    return { name: null, version }
  return { name: found[1].replace(/^npm:/, ''), version }
}

/** Whose programs in Go very many projects use. */
const GO_OWNERS =
  /^(?:github\.com\/(?:golang|google|uber-go|spf13|cli|charmbracelet|goreleaser|golangci|go-delve|air-verse|cosmtrek|swaggo|sqlc-dev|kyleconroy|pressly|golang-migrate|a-h|bufbuild|grpc-ecosystem|vektra|mgechev|dominikh|kisielk|fatih|mitchellh|hashicorp|kubernetes-sigs|kubernetes|helm|operator-framework|aquasecurity|anchore|gitleaks|zricethezav|trufflesecurity|securego|mikefarah|jesseduffield|junegunn|derailed|rakyll|tsenart|99designs|go-task|evilmartians|magefile|gotestyourself|onsi|stretchr|traefik|caddyserver|dagger|pulumi|cloudflare|prometheus|grafana|open-telemetry|jaegertracing|etcd-io|docker|moby|containerd|oras-project|sigstore|ko-build|tailscale|wailsapp|maxence-charriere|gin-gonic|labstack|gofiber|go-gorm|ent|facebook|twitchtv|segmentio|nats-io|gohugoio|rclone|restic|syncthing|projectdiscovery|tomnomnom|ffuf|jackc|volatiletech|xo|deepmap|oapi-codegen|ogen-go|go-swagger|matryer|maruel|josharian|boumenot|jstemmer|axw|wadey|loov|cweill|fzipp|gordonklaus|alexkohler|timakin|client9|zmb3|mdempsky|nikolaydubina|loov|psampaz|gocolly|minio|mattn|cosmos|ethereum|hyperledger|rogpeppe|incu6us|daixiang0|segmentio|mvdan)|gitlab\.com\/(?:gitlab-org)|(?!github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)[\w.-]+)\//

function noteGoTool(scene: Scene, name: string, version: string): void {
  if (version === '' || GO_OWNERS.test(name)) return
  signal(scene, 'other-tool', `fetches and builds ${name}, which the project does not declare`)
}
