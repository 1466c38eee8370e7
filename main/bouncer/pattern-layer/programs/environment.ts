import { TAINT } from '../findings.ts'
import {
  emit,
  type Field,
  flow,
  fork,
  isKnown,
  plain,
  type Scene,
  signal,
  touch,
} from '../scene.ts'
import { holdsCommand, namesLoaded, optionsLoad } from './environment-rows.ts'
import { isForeignFile } from './foreign-files.ts'
import { noteCodeSource, noteSource } from './package-sources.ts'

/** Variables that make other programs load or run something. */
const LOADS_CODE =
  /^(?:LD_(?:PRELOAD|LIBRARY_PATH|AUDIT)|DYLD_\w+|BASH_ENV|ENV|PROMPT_COMMAND|PYTHONSTARTUP|PYTHONPATH|PERL5(?:OPT|LIB|DB)|RUBY(?:OPT|LIB)|NODE_OPTIONS|NODE_PATH|CLASSPATH|GCONV_PATH|IFS|SHELLOPTS|BASHOPTS|GIT_EXEC_PATH|GIT_TEMPLATE_DIR|GIT_CONFIG_(?:GLOBAL|SYSTEM|COUNT|KEY_\d+|PARAMETERS)|npm_config_(?:script_shell|node_gyp|git)|RUSTC_WRAPPER|CC|CXX|LESSKEY)$/

/** Variables whose value is a command line. */
const HOLDS_COMMAND =
  /^(?:(?:GIT_)?(?:EDITOR|PAGER|SEQUENCE_EDITOR)|VISUAL|GIT_(?:SSH(?:_COMMAND)?|ASKPASS|EXTERNAL_DIFF|PROXY_COMMAND)|SSH_ASKPASS|MANPAGER|BROWSER|LESS(?:OPEN|CLOSE)|SUDO_ASKPASS|RSYNC_RSH|CVS_RSH|BASH_FUNC_\w+.*|PROMPT_COMMAND|[A-Z]\w*(?:PAGER|EDITOR|ASKPASS|PASSWORD_COMMAND|PASSCOMMAND|_RSH)|AUTOM4TE|KUBECTL_EXTERNAL_DIFF)$/

/** Prompts: what is substituted in them runs when they are shown. */
const PROMPT = /^PS[0124]$/

/** Variables that point a tool's traffic or trust elsewhere. */
const REDIRECTS_TRUST =
  /^(?:https?_proxy|all_proxy|HTTPS?_PROXY|ALL_PROXY|NODE_TLS_REJECT_UNAUTHORIZED|PYTHONHTTPSVERIFY|GIT_SSL_NO_VERIFY|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|NODE_EXTRA_CA_CERTS|npm_config_registry|NPM_CONFIG_REGISTRY|PIP_(?:EXTRA_)?INDEX_URL|UV_INDEX_URL|GOPROXY|GONOSUMDB|GOSUMDB|GOFLAGS|GOINSECURE|GOPRIVATE|GONOSUMCHECK|ANTHROPIC_BASE_URL|OPENAI_BASE_URL|CLAUDE_CONFIG_DIR|MSTRO_HOME)$/

/** Variables that name the place that code is fetched from. */
const NAMES_SOURCE =
  /^(?:RUSTUP_(?:DIST_SERVER|UPDATE_ROOT)|CARGO_REGISTRIES_\w+_INDEX|CARGO_SOURCE_\w+|\w*NODEJS_ORG_MIRROR|NODE_MIRROR|ELECTRON_(?:MIRROR|CUSTOM_\w+)|(?:PUPPETEER|PLAYWRIGHT|CYPRESS)_\w*(?:HOST|URL|MIRROR)|\w+_(?:BINARY_(?:SITE|HOST\w*)|DOWNLOAD_(?:HOST|URL|MIRROR|BASE_URL)|CDNURL|MIRROR)|HOMEBREW_(?:BOTTLE|API)_DOMAIN|BUNDLE_MIRROR\w*|PIP_FIND_LINKS|UV_(?:EXTRA_INDEX_URL|DEFAULT_INDEX|FIND_LINKS|INDEX)|YARN_(?:REGISTRY|NPM_REGISTRY_SERVER)|BUN_CONFIG_REGISTRY|COREPACK_NPM_REGISTRY|HEX_MIRROR\w*|JULIA_PKG_SERVER|POETRY_REPOSITORIES_\w+_URL|CONDA_CHANNELS|HF_ENDPOINT)$/

/** Variables that name the registry that packages, and so code, come from. */
const NAMES_INDEX =
  /^(?:npm_config_registry|NPM_CONFIG_REGISTRY|YARN_(?:REGISTRY|NPM_REGISTRY_SERVER)|BUN_CONFIG_REGISTRY|COREPACK_NPM_REGISTRY|PIP_(?:EXTRA_)?INDEX_URL|PIP_FIND_LINKS|UV_(?:EXTRA_INDEX_URL|INDEX_URL|DEFAULT_INDEX|INDEX|FIND_LINKS)|GOPROXY|CARGO_REGISTRIES_\w+_INDEX)$/

const LOADING_NODE_OPTION =
  /(?:^|\s)(?:-r|--require|--import|--loader|--experimental-loader|--env-file|--openssl-config|--inspect(?:-brk)?=0\.0\.0\.0|--eval|-e)(?:[=\s]|$)|\uFFFC/

/** Notes a variable that changes what later programs run, load or trust. */
export function noteEnvironment(scene: Scene, name: string, value: Field): void {
  if (SWITCHES_GUARD.test(name)) emit(scene, { kind: 'guard', target: name })
  if (name === 'PIP_BREAK_SYSTEM_PACKAGES' && /^(?:1|true|yes|on)$/i.test(value.text)) {
    signal(scene, 'other-tool', 'installs for all projects, past the protection of the system')
  }
  if (LOADS_FILE.test(name)) noteLoaded(scene, name, value)
  if (HOLDS_COMMAND.test(name) || holdsCommand(name)) runValue(scene, name, value)
  else noteSetting(scene, name, value)
}

function noteNamedSource(scene: Scene, name: string, address: string): void {
  if (NAMES_INDEX.test(name)) noteCodeSource(scene, address)
  if (NAMES_SOURCE.test(name)) noteSource(scene, address)
}

function noteSetting(scene: Scene, name: string, value: Field): void {
  if (PROMPT.test(name)) {
    if (!/[`]|\$\(/.test(value.text)) return
    emit(scene, { kind: 'environment', name })
    scene.runner.text(fork(scene), `: "${value.text}"`, { text: '', taint: 0 })
    return
  }
  if (name === 'PATH') {
    if (changesPath(scene, value.text)) emit(scene, { kind: 'environment', name })
    return
  }
  if (value.text.includes('://')) noteNamedSource(scene, name, value.text)
  if (loadsForeign(scene, name, value)) emit(scene, { kind: 'environment', name })
  if (!LOADS_CODE.test(name) && !REDIRECTS_TRUST.test(name)) return
  if (isHarmless(scene, name, value.text)) return
  emit(scene, { kind: 'environment', name })
}

/** Code or settings from where neither the project nor the system nor the person keeps them. */
function loadsForeign(scene: Scene, name: string, value: Field): boolean {
  if (optionsLoad(name, value.text)) return true
  if (!namesLoaded(name)) return false
  return value.text
    .split(':')
    .some((text) => /^[~/]/.test(text) && isForeignFile(scene, { ...value, text }))
}

/** Variables that take hooks or questions away from an agent. */
const SWITCHES_GUARD =
  /^(?:CLAUDE|CODEX|GEMINI|MSTRO|COPILOT|CURSOR)_\w*(?:DISABLE|SKIP|BYPASS|UNSAFE|YOLO|NO_HOOKS|DANGEROUS)\w*$/

/** Variables that make every program of a kind load a file first. */
const LOADS_FILE =
  /^(?:LD_(?:PRELOAD|AUDIT)|DYLD_INSERT_LIBRARIES|BASH_ENV|ENV|PYTHONSTARTUP|PERL5OPT|RUBYOPT|NODE_OPTIONS|JAVA_TOOL_OPTIONS)$/
const TEMPORARY_FILE = /\/(?:tmp|var\/tmp|dev\/shm)\/[^\s:=]+/g

/** A file to load that was fetched, or that lies where everybody may put one. */
function noteLoaded(scene: Scene, name: string, value: Field): void {
  for (const [path] of value.text.matchAll(/\/[^\s:=]+/g)) {
    const held = scene.files.get(path)
    if (held && held.taint & TAINT.download) flow(scene, 'download-to-execute', path)
  }
  for (const [path] of value.text.matchAll(TEMPORARY_FILE)) {
    if (!scene.files.has(path)) signal(scene, 'hidden-start', `${name} loads ${path}`)
  }
}

function isHarmless(scene: Scene, name: string, text: string): boolean {
  if (text === '') return true
  const test = HARMLESS.find(([names]) => names.test(name))?.[1]
  return test ? test(text, scene) : false
}

/** Libraries of the system that check memory or give it out. */
const CHECKERS =
  /^(?:\/(?:usr|lib|lib64|opt\/homebrew)\/(?:[\w.+@-]+\/)*)?lib(?:asan|tsan|ubsan|lsan|hwasan|msan|clang_rt\.\w+(?:-\w+)?|jemalloc|tcmalloc\w*|mimalloc\w*|faketime(?:MT)?|eatmydata|efence|duma|SegFault|memusage|profiler|stdbuf|gomp|omp|iomp5)\.so(?:\.[\d.]+)?$/

/** Values that change nothing of note, by the variable. */
const HARMLESS: readonly (readonly [RegExp, (text: string, scene: Scene) => boolean])[] = [
  [/^NODE_OPTIONS$/, (text) => !LOADING_NODE_OPTION.test(text)],
  [/^(?:CC|CXX)$/, (text) => /^[\w./+-]+$/.test(text) && !text.startsWith('/tmp')],
  [
    /^(?:PYTHONPATH|NODE_PATH|CLASSPATH|PERL5LIB|RUBYLIB|LD_LIBRARY_PATH|DYLD_LIBRARY_PATH)$/,
    (text) => !/(?:^|:)\/(?:tmp|var\/tmp|dev\/shm)/.test(text),
  ],
  // Node.js looks for exactly this digit.
  [/^NODE_TLS_REJECT_UNAUTHORIZED$/, (text) => text !== '0' && isKnown(text)],
  [/^IFS$/, () => true],
  // Naming one's own modules is what they are for; naming all takes every check away.
  [/^GO(?:INSECURE|PRIVATE|NOSUMDB|NOSUMCHECK)$/, (text) => !/^\*|(?:^|,)\*(?:,|$)|^1$/.test(text)],
  [/^GOFLAGS$/, (text) => !/toolexec|exec=/.test(text)],
  [/^BASH_ENV$/, (text, scene) => touch(scene, plain(text)).place === 'project'],
  [/^ENV$/, (text) => /^\w*$/.test(text)],
  [/proxy/i, (text) => /\/\/(?:localhost|127\.0\.0\.1|10\.|192\.168\.)/.test(text)],
  [
    /^LD_PRELOAD$/,
    (text, scene) =>
      isKnown(text) && (text.startsWith(`${scene.ground.workspace}/`) || CHECKERS.test(text)),
  ],
]

function runValue(scene: Scene, name: string, value: Field): void {
  if (
    /^(?:|cat|true|:|vi|vim|nano|less(?: -\w+)?|more|never|ssh(?: -(?:v{1,3}|q|4|6|T|p \d+|F \/dev\/null)| -o (?!proxy|localcommand|permitlocal|knownhostscommand)\w+=[\w.-]+| -i [\w~./-]+)*)$/i.test(
      value.text,
    )
  )
    return
  emit(scene, { kind: 'environment', name })
  scene.runner.text(fork(scene), value.text.replace(/^\|/, ''), { text: '', taint: 0 })
}

function changesPath(scene: Scene, text: string): boolean {
  const added = text.split(':').filter((entry) => isKnown(entry) && entry !== '')
  return added.some(
    (entry) =>
      entry.startsWith('/tmp') || entry.startsWith('/var/tmp') || (entry === '.' && !scene.nested),
  )
}
