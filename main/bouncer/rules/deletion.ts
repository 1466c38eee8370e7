import type { Effect, Place, TouchedPath } from '../../../shared/bouncer/model.ts'
import { type EngineRule, onEffect, type RuleGround } from './rule.ts'

type Deletion = Extract<Effect, { kind: 'delete' }>

function any(effect: Deletion, test: (path: TouchedPath) => boolean): boolean {
  return effect.paths.some(test)
}

/** Whether deleting the path takes a whole home, a folder above the project, or most of either. */
function coversPerson(path: TouchedPath, ground: RuleGround): boolean {
  const bare = withoutPatterns(path.path)
  return (
    bare === ground.home ||
    ground.home.startsWith(`${bare}/`) ||
    bare === '/' ||
    (bare !== ground.workspace && ground.workspace.startsWith(`${bare}/`))
  )
}

/** The folder that patterns for everything in it stand behind. */
function withoutPatterns(path: string): string {
  if (!path.includes('*') && !path.includes('/.')) return path || '/'
  return path.replace(/(?:\/(?:\.?\*{1,2}|\.[[?*][^/]*)){1,3}$/, '') || '/'
}

function coversProject(path: TouchedPath, ground: RuleGround): boolean {
  if (!path.path.startsWith(ground.workspace)) return false
  const bare = path.path.replace(/\/\.?\*$/, '')
  return bare === ground.workspace
}

function isHistory(path: TouchedPath): boolean {
  return (
    path.place === 'project' &&
    path.path.includes('/.') &&
    /\/\.(?:git|hg|svn)(?:\/(?!hooks(?:\/|$)|.*\.lock$|COMMIT_EDITMSG$)|$)/.test(path.path)
  )
}

/** One named socket, lock, log or cache file: programs make them again. */
function isLooseEnd(effect: Deletion, path: TouchedPath): boolean {
  if (effect.recursive || path.certainty !== 'exact') return false
  if (!path.path.startsWith('/run/') && !path.path.startsWith('/var/')) return false
  return /^\/(?:run|var\/(?:run|log|cache|lock|spool\/mail))\/[^/]+(?:\/|\.)[^/]*/.test(path.path)
}

const OUTSIDE: readonly Place[] = ['home', 'elsewhere']

/** What programs fetch or build again: caches, stores of packages, environments, the bin. */
const MADE_AGAIN =
  /^\/(?:\.cache|\.gradle\/(?:caches|daemon|wrapper)|\.npm(?:\/_\w+)?|\.m2\/repository|\.ivy2\/cache|\.sbt\/boot|\.cargo\/(?:registry|git)|\.yarn\/(?:berry\/)?cache|\.pnpm-store|\.pub-cache|\.nuget\/packages|\.bun\/install\/cache|\.virtualenvs\/[^/]+|\.(?:pyenv|rbenv|nodenv)\/versions\/[^/]+|\.nvm\/versions\/node\/[^/]+|\.conda\/(?:envs|pkgs)|(?:mini|ana)conda3\/(?:envs\/[^/]+|pkgs)|\.local\/share\/(?:Trash|pnpm\/store|virtualenvs\/[^/]+)|\.Trash|\.composer\/cache|\.android\/(?:cache|build-cache)|\.ccache|\.cpan\/build|\.hex\/packages|\.terraform\.d\/plugin-cache|go\/pkg(?:\/mod)?|Library\/(?:Caches|Developer\/Xcode\/(?:DerivedData|Archives|iOS DeviceSupport)))(?:\/|$)/

function isMadeAgain(path: TouchedPath, { home }: RuleGround): boolean {
  return path.path.startsWith(`${home}/`) && MADE_AGAIN.test(path.path.slice(home.length))
}

const TEMPORARY_ROOT = /^\/(?:tmp|var\/tmp|var\/folders|dev\/shm)(?:\/\.?\*)?$/
const LONGEST_ROOT = '/var/folders/.*'.length

/** Rules on what a call deletes. */
export const deletionRules: readonly EngineRule[] = [
  onEffect({
    id: 'delete.everything',
    kind: 'delete',
    decision: 'deny',
    why: 'Deletes the root of the disk, a home folder or a folder above the project.',
    instead: 'Name the exact folders inside the project that should go.',
    matches: (effect, ground) =>
      any(effect, (path) => path.certainty !== 'unknown' && coversPerson(path, ground)) &&
      wipes(effect),
  }),
  onEffect({
    id: 'delete.system',
    kind: 'delete',
    decision: 'deny',
    why: 'Deletes files of the operating system.',
    instead: 'Leave system files alone; work inside the project.',
    at: ['system'],
    matches: (effect) =>
      any(effect, (path) => path.place === 'system' && !isLooseEnd(effect, path)),
  }),
  onEffect({
    id: 'delete.system-state',
    kind: 'delete',
    decision: 'ask',
    why: 'Deletes a file that a program of the system keeps while it runs.',
    instead: 'Let that program clear up, or wait for the person.',
    matches: (effect) => any(effect, (path) => isLooseEnd(effect, path)),
  }),
  onEffect({
    id: 'delete.folder-outside-project',
    kind: 'delete',
    decision: 'deny',
    why: 'Deletes a whole folder outside the project.',
    instead: 'Delete inside the project, or ask the person to remove it.',
    at: OUTSIDE,
    matches: (effect, ground) =>
      effect.recursive &&
      any(effect, (path) => OUTSIDE.includes(path.place) && !isMadeAgain(path, ground)),
  }),
  onEffect({
    id: 'delete.outside-project',
    kind: 'delete',
    decision: 'ask',
    why: 'Deletes files outside the project.',
    instead: 'Delete inside the project, or wait for the person.',
    at: OUTSIDE,
    matches: (effect, ground) =>
      any(
        effect,
        (path) => OUTSIDE.includes(path.place) && (!effect.recursive || isMadeAgain(path, ground)),
      ),
  }),
  onEffect({
    id: 'delete.unknown',
    kind: 'delete',
    decision: 'ask',
    why: 'Deletes something whose path cannot be read from the call.',
    instead: 'Write the path out, without variables or substitutions.',
    at: ['home', 'system', 'elsewhere', 'unknown'],
    matches: (effect) =>
      any(
        effect,
        (path) =>
          path.place === 'unknown' ||
          (path.certainty === 'unknown' && path.place !== 'temporary' && path.place !== 'project'),
      ),
  }),
  onEffect({
    id: 'delete.whole-project',
    kind: 'delete',
    decision: 'ask',
    why: 'Deletes everything in the project.',
    instead: 'Name the folders that should go.',
    matches: (effect, ground) => any(effect, (path) => coversProject(path, ground)),
  }),
  onEffect({
    id: 'delete.version-history',
    kind: 'delete',
    decision: 'deny',
    why: "Deletes the project's version history, which cannot be had back.",
    instead: 'Keep the version history.',
    at: ['project'],
    matches: (effect) => any(effect, isHistory),
  }),
  onEffect({
    id: 'delete.temporary-root',
    kind: 'delete',
    decision: 'ask',
    why: 'Deletes the temporary files of every program.',
    instead: 'Delete only the temporary folder that this work made.',
    matches: (effect) =>
      any(effect, ({ path }) => path.length <= LONGEST_ROOT && TEMPORARY_ROOT.test(path)),
  }),
  onEffect({
    id: 'delete.keys',
    kind: 'delete',
    decision: 'deny',
    why: "Deletes the person's keys or stored passwords, which cannot be had back.",
    instead: 'Leave keys and stores of passwords where they are.',
    at: ['home', 'system', 'elsewhere', 'unknown'],
    matches: (effect) => any(effect, isKeyOfPerson),
  }),
  onEffect({
    id: 'delete.secret',
    kind: 'delete',
    decision: 'ask',
    why: 'Deletes a file that holds credentials.',
    instead: 'Leave credentials where they are.',
    at: ['project', 'home', 'system', 'elsewhere', 'unknown'],
    matches: (effect) => any(effect, (path) => path.secret === true && path.place !== 'temporary'),
  }),
]

/** Keys, stores of passwords and wallets of a person, and what is put in place of a name of one. */
const KEYS =
  /\/(?:\.ssh\/(?:id_|\*|authorized_keys|identity|[^/]*(?:_rsa|_ed25519|_ecdsa|\.pem|\.key)$)|\.gnupg\/(?:private-keys|secring|trustdb|pubring|openpgp-revocs|\*)|\.password-store\/|\.local\/share\/(?:keyrings|kwalletd)\/|Library\/Keychains\/|\.(?:bitcoin|ethereum|electrum|monero)\/|\.config\/sops\/age\/|\.(?:age|config\/age)\/|[^/]+\.(?:kdbx|agekey|wallet)$)/

function isKeyOfPerson(path: TouchedPath): boolean {
  return path.place !== 'project' && path.place !== 'temporary' && KEYS.test(path.path)
}

function wipes(effect: Deletion): boolean {
  return effect.recursive || effect.paths.some((path) => path.certainty === 'pattern')
}
