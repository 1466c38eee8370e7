import { type Scene, signal } from '../scene.ts'
import { noteSource } from './package-sources.ts'
import type { Invocation } from './program.ts'

/** Programs whose addresses in arguments are places that code comes from. */
const TAKES_CODE = new Set(
  'composer conda mamba micromamba mvn mvnw mvnd gradle gradlew sbt lein mill cpanm cpan luarocks opam stack cabal mix rebar3 pod asdf mise rtx brew multipass vagrant rustup ansible-galaxy nix nix-env nix-shell nix-build flatpak npx pnpx bunx uvx pipx pip pip3 uv poetry pdm hatch rye npm pnpm yarn bun cargo gem bundle bundler dotnet nuget deno jpm shards dub nimble raco ghcup sdk proto volta fnm nvm n helm skopeo devbox pixi'.split(
    ' ',
  ),
)

/** Options whose addresses are no sources. */
const OTHER_OPTION =
  /^--?(?:proxy|https?-proxy|noproxy|homepage|bugs|repository-url|url-homepage|message|m|description|body|title)$/

/** Options that let code through unchecked. */
const UNCHECKED =
  /^--(?:disable-content-trust(?:=true)?|plain-http|tls-verify=false|insecure-skip-tls-verify|skip-tls-verify|no-verify-ssl|disable-ssl|ssl-no-revoke|allow-insecure(?:-host)?(?:=.*)?|insecure)$/
const FETCHES = new Set(
  'docker podman nerdctl buildah skopeo crane oras helm composer conda mamba uv pip pip3 gem cargo brew flatpak'.split(
    ' ',
  ),
)

/** Programs whose addresses are looked at. */
export const ADDRESSED_NAMES: readonly string[] = [...TAKES_CODE, ...FETCHES]

/** Notes addresses that are no usual source, wherever among the arguments they stand. */
export function noteGivenAddresses(scene: Scene, call: Invocation): void {
  if (FETCHES.has(call.name)) noteUnchecked(scene, call)
  if (!TAKES_CODE.has(call.name) || JUST_TALKS.test(call.args[0]?.text ?? '')) return
  for (const [at, { text }] of call.args.entries()) {
    if (!text.includes('://') || OTHER_OPTION.test(call.args[at - 1]?.text ?? '')) continue
    const address = ADDRESS.exec(text)?.[0]
    if (address && !address.startsWith('file:')) noteSource(scene, address)
  }
}

const ADDRESS = /(?:(?:git|tarball|hg|svn)\+)?[a-z][\w+.-]*:\/\/\S+$/i

function noteUnchecked(scene: Scene, call: Invocation): void {
  const unchecked = call.args.find((field) => UNCHECKED.test(field.text))
  if (unchecked) signal(scene, 'foreign-source', `${call.name} ${unchecked.text}`)
}

/** Verbs that are about something else than taking code. */
const JUST_TALKS =
  /^(?:run|run-script|test|start|exec|pkg|pack|publish|view|info|show|search|docs|login|whoami|ping|audit|outdated|serve|task|repl)$/
