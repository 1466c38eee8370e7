// Owns the view over everything this app keeps on the machine: export, erasure, retention, forgetting a secret,
// and which policy the person acknowledged. State: desktop/privacy.json and desktop/exports/ (archives to be fetched).
// Must never know a feature (each hands in its data owner), never send anything, never keep or log a pasted secret.
import { type Failure, failure } from '../../shared/kit/failure.ts'
import { err, ok, type Result } from '../../shared/kit/result.ts'
import { secret } from '../../shared/kit/secret.ts'
import { privacyErrors } from '../../shared/privacy/errors.ts'
import type {
  Holder,
  Holding,
  Receipt,
  Recipient,
  Responsible,
} from '../../shared/privacy/model.ts'
import type { Announce, Notify } from '../kit/announce.ts'
import type { Clock } from '../kit/clock.ts'
import type { DataOwner } from '../kit/data-owner.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import type { Logger } from '../kit/logger.ts'
import { isUnreadable, systemCode } from '../kit/system-code.ts'
import { everything } from './erasing.ts'
import { createErasure } from './erasure.ts'
import { createExports, type ExportOptions, type Exports } from './exports.ts'
import { type ForgettingDeps, forgetSecret } from './forgetting.ts'
import { createLeftoversOwner, createWindowOwner } from './leftovers.ts'
import { withoutLinks } from './links.ts'
import { withNewerFiles } from './newer-files.ts'
import { createPolicyDesk, type PolicyDesk } from './policy.ts'
import {
  openPrivacyStore,
  type PrivacyState,
  type PrivacyStore,
  privacyMarker,
} from './privacy-state.ts'
import { createRetention } from './retention.ts'
import { withCacheRetention } from './window-caches.ts'
import type { Archive } from './write-archive.ts'

export { type ErasureLeft, lookAtErasure } from './erase-plan.ts'

/** Shows, exports, erases and retains what the features keep. */
export interface Privacy {
  /** Writes everything into one archive at an absolute path where nothing lies yet; no part of it stays when that fails. */
  exportEverything(path: string, options?: ExportOptions): Promise<Result<Archive, Failure>>
  /** Erases every part that is not in use. */
  eraseEverything(): Promise<Receipt>
  /** The receipt of an erasure that was interrupted and finished later, handed out once. */
  takeUnseenReceipt(): Promise<Receipt | null>
  /** Stops looking for what is too old, and an export that runs. */
  close(): Promise<void>
  readonly handlers: HandlersOf<'privacy'>
  /** Of its own state; it is among the parts already. */
  readonly dataOwner: DataOwner
}

/** What privacy needs from the house. */
export interface PrivacyDeps {
  readonly home: string
  /** Absolute path of its own file. */
  readonly path: string
  readonly host: 'desktop' | 'browser'
  /** True where a command does one thing and ends. */
  readonly isErrand: boolean
  /** In the order in which they are erased. */
  readonly owners: readonly DataOwner[]
  readonly clock: Clock
  readonly logger: Logger
  readonly announce: Announce
  readonly notify: Notify
  readonly newId: () => string
  /** True where nobody has worked in this home before. */
  readonly isNewHome: boolean
  readonly leftoverRetentionDays: () => number | null
  readonly cacheRetentionDays: () => number | null
  /** Asks the engine of the window to empty its caches; null where none runs. */
  readonly emptyCaches: (() => Promise<void>) | null
  /** Names the parts that must not be erased now. */
  isBusy(owner: string): boolean
  pickFolder(): Promise<string | null>
  /** Who runs this build, who gets data from it, and who may hold some already. */
  readonly parties: {
    responsible(): Promise<Responsible>
    recipients(): Promise<readonly Recipient[]>
    holders(): Promise<readonly Holder[]>
  }
}

/** Opens privacy: lets what is too old go, and says when the policy changed. */
export async function createPrivacy(deps: PrivacyDeps): Promise<Privacy> {
  const { home } = deps
  const store = await openPrivacyStore({ ...deps, path: deps.path })
  const dataOwner = ownState(store)
  const closed = [...deps.owners, dataOwner].map((one) =>
    withoutLinks(withNewerFiles(one, home), home),
  )
  // The two that walk the home follow no link by themselves; the window's engine has links of its own.
  const owners = [...closed.slice(0, -1), ...unowned(deps), ...closed.slice(-1)]
  const exports = createExports({ ...deps, owners })
  const retention = createRetention({ ...deps, owners, store })
  const policy = createPolicyDesk({ ...deps, store })
  const erasure = createErasure({ ...deps, owners, others: deps.parties.holders })
  // What the person had begun to erase goes before anything is shown or aged.
  await erasure.finish()
  // An archive that nobody fetched belongs to a page that is gone.
  await exports.drop()
  await retention.run()
  retention.begin()
  // A command tells nobody, and must not note what its own erasure would have to take away again.
  if (!deps.isErrand) await policy.tell()

  const eraseEverything = async () => {
    await exports.drop()
    return erasure.erase(owners, everything)
  }
  const eraseOne = async (name: string) => {
    const owner = owners.find((one) => one.name === name)
    if (!owner) return err(failure(privacyErrors, 'privacy.unknown-owner'))
    if (deps.isBusy(name)) return err(failure(privacyErrors, 'privacy.in-use'))
    return ok(await erasure.erase([owner], name))
  }

  return {
    dataOwner,
    exportEverything: exports.exportTo,
    eraseEverything,
    async takeUnseenReceipt() {
      const receipt = erasure.unseen()
      if (receipt) await erasure.seen(receipt.id)
      return receipt
    },
    async close() {
      retention.end()
      await exports.drop()
    },
    handlers: {
      ...exports.handlers,
      ...policyHandlers(policy),
      ...forgetHandlers({ home, owners, logger: deps.logger }, exports),
      'privacy.holdings': async () => {
        const holdings = await Promise.all(owners.map(holdingOf))
        const { retained } = store.get()
        return ok({ home, holdings, retained, unseenReceipt: erasure.unseen() })
      },
      'privacy.erase': ({ owner }) => eraseOne(owner),
      'privacy.eraseEverything': async () => ok(await eraseEverything()),
      'privacy.receiptSeen': async ({ id }) => {
        await erasure.seen(id)
        return ok({})
      },
      'privacy.parties': async () =>
        ok({
          responsible: await deps.parties.responsible(),
          recipients: [...(await deps.parties.recipients())],
        }),
    },
  }
}

function policyHandlers(
  policy: PolicyDesk,
): Pick<HandlersOf<'privacy'>, 'privacy.policy' | 'privacy.acknowledgePolicy'> {
  return {
    'privacy.policy': async () => ok(policy.status()),
    'privacy.acknowledgePolicy': ({ version }) => policy.acknowledge(version),
  }
}

function forgetHandlers(
  deps: ForgettingDeps,
  exports: Exports,
): Pick<HandlersOf<'privacy'>, 'privacy.findSecret' | 'privacy.forgetSecret'> {
  const look = async (mode: 'find' | 'replace', text: string) =>
    ok(await forgetSecret(secret(text), mode, deps))
  return {
    'privacy.findSecret': (input) => look('find', input.secret),
    'privacy.forgetSecret': async (input) => {
      // An archive is packed, so it cannot be searched; one that waits is made anew when it is wanted.
      await exports.drop()
      return look('replace', input.secret)
    },
  }
}

/** What no other part answers for. */
function unowned(deps: PrivacyDeps): readonly DataOwner[] {
  const { home, clock, host } = deps
  return [
    createLeftoversOwner({
      home,
      now: () => clock.now(),
      retentionDays: deps.leftoverRetentionDays,
    }),
    withCacheRetention(createWindowOwner({ home, isOpen: host === 'desktop' }), {
      ...{ home, retentionDays: deps.cacheRetentionDays, emptyCaches: deps.emptyCaches },
    }),
  ]
}

const statePath = 'desktop/privacy.json'

function isEmpty({ acknowledged, firstText, retained }: PrivacyState): boolean {
  return acknowledged.length === 0 && firstText === null && retained.length === 0
}

function ownState(store: PrivacyStore): DataOwner {
  const contents = () => Buffer.from(JSON.stringify(store.get(), null, 2))
  return {
    name: 'privacy',
    markers: [{ ...privacyMarker, pattern: statePath }],
    formats: [
      {
        pattern: statePath,
        what: 'policies you acknowledged, the one that was first here, and what retention removed',
      },
    ],
    async *export() {
      if (isEmpty(store.get())) return
      yield { path: statePath, bytes: contents().length, read: async () => contents() }
    },
    async erase() {
      const hadAny = !isEmpty(store.get())
      const bytes = contents().length
      const erased = await store.erase()
      if (!erased.ok) throw Object.assign(new Error('not erased'), { code: erased.error })
      return hadAny ? [{ path: statePath, bytes }] : []
    },
    retain: async () => [],
  }
}

async function holdingOf(owner: DataOwner): Promise<Holding> {
  let items = 0
  let bytes = 0
  const examples: string[] = []
  const times: number[] = []
  let unread: string | null = null
  try {
    for await (const held of owner.export()) {
      items += 1
      bytes += held.bytes
      if (examples.length < 5) examples.push(held.path)
      times.push(...[held.fromMs, held.toMs].filter((time) => time !== undefined))
    }
  } catch (error) {
    if (!isUnreadable(error)) throw error
    unread = systemCode(error)
  }
  const oldestMs = times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b))
  const newestMs = times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b))
  return { owner: owner.name, items, bytes, examples, oldestMs, newestMs, unread }
}
