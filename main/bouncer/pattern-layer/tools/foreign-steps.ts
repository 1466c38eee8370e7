import { type Scene, signal } from '../scene.ts'
import { hostKind } from '../urls.ts'
import { anyShape } from './any-shape.ts'
import { at } from './input.ts'
import { isUsualSource } from './package-sources.ts'
import type { Written } from './written.ts'

/** Something that a file takes from elsewhere to run it. */
interface Taken {
  readonly where: RegExp
  /** What is taken, in the first group, and as which version, in the second. */
  readonly what: RegExp
  readonly isForeign: (what: string, version: string) => boolean
}

const PIPELINE =
  /\/(?:\.github\/workflows\/.+|\.(?:gitea|forgejo)\/workflows\/.+|action|\.gitlab-ci|\.gitlab\/.+|\.circleci\/.+|azure-pipelines[\w.-]*|bitbucket-pipelines|\.woodpecker(?:\/.+)?|\.drone)\.ya?ml$/
const CONTAINER = /\/(?:[\w.-]+\.)?(?:Docker|Container)file[\w.-]*$/i
const COMPOSED = /\/(?:docker-)?compose[\w.-]*\.ya?ml$|\/\.?devcontainer\.json$/

/** Whose steps very many pipelines use. */
const STEP_OWNERS =
  /^(?:actions|github|docker|azure|aws-actions|google-github-actions|hashicorp|codecov|codeql|pnpm|oven-sh|denoland|ruby|shivammathur|astral-sh|pypa|pypi|dtolnay|actions-rs|actions-rust-lang|swatinem|taiki-e|golangci|goreleaser|sigstore|slsa-framework|step-security|aquasecurity|anchore|snyk|sonarsource|trufflesecurity|gitleaks|ossf|release-drafter|softprops|ncipollo|peter-evans|peaceiris|jamesives|cloudflare|vercel|netlify|superfly|pulumi|opentofu|gradle|dorny|tj-actions|browser-actions|cypress-io|microsoft|playwright|lycheeverse|crate-ci|rhysd|reviewdog|super-linter|oxsecurity|pre-commit|psf|actions-ecosystem|changesets|googleapis|renovatebot|dependabot|mikepenz|enricomi|davidanson|ludeeus|amannn|wagoid|hadolint|codespell-project|carlosperate|jetli|mozilla-actions|mlugg|erlef|julia-actions|r-lib|haskell-actions|cachix|determinatesystems|nixos|conda-incubator|mamba-org|prefix-dev|subosito|reactivecircus|android-actions|maxim-lobanov|apple-actions|expo|electron|tauri-apps|bufbuild|arduino|stefanzweifel|benchmark-action|bobheadxi|chromaui|percy|argoproj|helm|azure-samples|fluxcd|kubernetes|loft-sh|jlumbroso|webfactory|crazy-max|redhat-actions|mxschmitt|nick-fields|nick-invision|rtcamp|slackapi|8398a7|appleboy|burnett01|easimon|jwalton|lewagon|burrunan|gautamkrishnar|anthropics|openai)\//i
/** A version that stays what it is. */
const FIXED = /^v?\d|^[\da-f]{40}$|^release[s]?\/v?\d|\$\{\{/i

const TAKEN: readonly Taken[] = [
  {
    where: PIPELINE,
    what: /^[ \t-]{0,20}uses:[ \t]{0,4}["']?([\w.-]{1,60}\/[\w./-]{1,120})@([\w./-]{1,100})/gm,
    isForeign: (step, version) => !STEP_OWNERS.test(step) && !FIXED.test(version),
  },
  {
    where: PIPELINE,
    what: /^[ \t-]{0,20}(?:uses:[ \t]{0,4}["']?docker:\/\/|image:[ \t]{0,4}["']?|name:[ \t]{0,4}["']?(?=[\w.-]+\.[a-z]{2,}(?::\d+)?\/)|container:[ \t]{0,4}["']?)([\w.-]{1,80}(?::\d{1,5})?\/[\w./-]{1,120})/gm,
    isForeign: isForeignImage,
  },
  {
    where: PIPELINE,
    what: /^[ \t-]{0,20}remote:[ \t]{0,4}["']?(https?:\/\/[^\s"']{1,300})/gm,
    isForeign: (address) => !isUsualSource(address),
  },
  {
    where: /\/\.circleci\/.+\.ya?ml$/,
    what: /^[ \t]{1,12}[\w-]{1,60}:[ \t]{0,4}["']?([\w-]{1,60}\/[\w-]{1,60})@(volatile|dev:[\w.-]{1,60})/gm,
    isForeign: (orb) => !orb.startsWith('circleci/'),
  },
  {
    where: CONTAINER,
    what: /^[ \t]{0,8}(?:FROM[ \t]{1,4}(?:--platform=\S{1,40}[ \t]{1,4})?|COPY[ \t]{1,4}--from=)([\w.-]{1,80}(?::\d{1,5})?\/[\w./-]{1,120})/gim,
    isForeign: isForeignImage,
  },
  {
    where: CONTAINER,
    what: /^[ \t]{0,8}ADD[ \t]{1,4}(?:--\S{1,80}[ \t]{1,4}){0,3}(https?:\/\/[^\s"']{1,300})/gim,
    isForeign: (address) => !isUsualSource(address),
  },
  {
    where: COMPOSED,
    what: /(?:^[ \t-]{0,20}image|"image"\s{0,4}):[ \t]{0,4}["']?([\w.-]{1,80}(?::\d{1,5})?\/[\w./-]{1,120})/gm,
    isForeign: isForeignImage,
  },
]

/** An image whose registry is named and is none that everybody uses. */
function isForeignImage(image: string): boolean {
  const host = image.slice(0, image.indexOf('/'))
  if (!/[.:]/.test(host) || hostKind(host.replace(/:\d+$/, '')) !== 'public') return false
  return !isUsualSource(`https://${image}`)
}

const ANY_TAKEN = anyShape(TAKEN.map(({ where }) => where))
const MAX_TAKEN = 200

/** Notes steps and images that a file begins to take from places that few use, or at no fixed version. */
export function noteForeignSteps(scene: Scene, { path, text, removed }: Written): void {
  if (!ANY_TAKEN.test(path)) return
  const { field } = scene.span
  for (const { where, what, isForeign } of TAKEN) {
    if (!where.test(path)) continue
    const found = [...text.matchAll(what)]
      .slice(0, MAX_TAKEN)
      .find(
        ([, one = '', version = '']) => isForeign(one, version) && !removed.includes(hostOf(one)),
      )
    if (!found) continue
    at(scene, field, { start: found.index, end: found.index + found[0].length })
    signal(scene, 'foreign-source', found[0].trim().slice(0, 120))
    return
  }
}

/** What stands for the place: a change of version or image there takes nothing from a new one. */
function hostOf(taken: string): string {
  return taken.replace(/^https?:\/\//, '').split('/', 1)[0] ?? taken
}
