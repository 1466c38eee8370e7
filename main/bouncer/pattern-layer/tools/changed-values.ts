import { PIPELINE } from './opened-up.ts'
import { lastTwo, SETTINGS, TESTED, TRIAL } from './setting-files.ts'
import type { Written } from './written.ts'

/** A guard that an edit turns into a remark. */
const GUARD_WORDS =
  /tls|ssl|auth|secur|verif|csrf|firewall|encrypt|password|permission|protect|limit|backup|audit|polic|validat|sanitiz|escape|rights|role|token|signature|hmac|sandbox|seccomp|before_action|throttl|captcha/i

/** A guarding line that an edit makes a remark of. */
export function remarked({ text, removed }: Written): string | undefined {
  const kept = text.slice(0, MAX_KEPT)
  return removed
    .split('\n')
    .slice(0, MAX_LINES)
    .map((line) => line.trim())
    .find(
      (line) =>
        line.length > 2 &&
        !/^(?:#|\/\/|\*|--|;)/.test(line) &&
        GUARD_WORDS.test(line) &&
        ['# ', '#', '// ', '//', '-- ', '; '].some((mark) => kept.includes(`${mark}${line}`)),
    )
}

const MAX_LINES = 60
const MAX_KEPT = 16 * 1024
const MAX_BARE = 800

/** Steps of a pipeline that hold a deployment back. */
const HOLDS =
  /^[ \t-]*(needs|environment|if|rules|only|except|approval|permissions|timeout-minutes|input|protected)[ \t]*:/gm
const RUNS_ON = /\b(?:deploy|release|publish|prod\w*|ship|promote|apply|upload|push)\b/i

/** What held a deployment back and is gone after an edit. */
export function released({ path, text, removed }: Written): string | undefined {
  if (!PIPELINE.test(path) || !RUNS_ON.test(`${removed}\n${text}`) || text.trim() === '')
    return undefined
  return [...removed.matchAll(HOLDS)]
    .map(([, name = '']) => name)
    .find((name) => !new RegExp(`^[ \\t-]*${name}[ \\t]*:`, 'm').test(text))
}

/** What only this machine reached, opened to the network. */
const ONLY_HERE = /(?<![\d.])(?:127\.0\.0\.1|localhost|::1)(?![\d.])/
const ANYWHERE = /(?<![\d.])0\.0\.0\.0(?![\d./])|["'](?:\*|::)["']/
/** A name of a trial changed into the name of what is live. */
const TRIAL_NAME = /(?<=[_.\-"'/ ]|^)(?:test|sandbox|staging|stage|dev|demo|mock)(?=[_.\-"'/ ]|$)/gi
const LIVE_NAME = /(?<=[_.\-"'/ ]|^)(?:live|prod|production)(?=[_.\-"'/ ]|$)/gi
const ADDRESS =
  /(?<![\d.])(?!10\.|127\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|0\.)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g
const NAMING = /\.(?:tf|zone|hcl)$|\/(?:dns|zones?|records?|hosts|inventory|ingress)[\w./-]*$/i

/** How an edit leads to live data, to the network or to another machine. */
export function redirected({ path, text, removed }: Written): string | undefined {
  if (TESTED.test(path) || TRIAL.test(lastTwo(path))) return undefined
  if (
    SETTINGS.test(path) &&
    ONLY_HERE.test(removed) &&
    !ONLY_HERE.test(text) &&
    ANYWHERE.test(text)
  )
    return 'opens to the network what only this machine reached'
  const trial = removed.match(TRIAL_NAME)
  const live = text.match(LIVE_NAME)
  if (trial && live && !LIVE_NAME.test(removed) && sameBeside(removed, text))
    return 'turns a trial into what is live'
  if (!NAMING.test(path)) return undefined
  const before = new Set(removed.match(ADDRESS) ?? [])
  const fresh = text.match(ADDRESS)?.find((one) => !before.has(one))
  return before.size > 0 && fresh !== undefined ? `leads to ${fresh}` : undefined
}

/** Whether two texts differ in these names alone. */
function sameBeside(removed: string, text: string): boolean {
  const bare = (one: string): string =>
    one.replace(TRIAL_NAME, '').replace(LIVE_NAME, '').replace(/\s+/g, ' ').trim()
  return removed.length < MAX_BARE && bare(removed) === bare(text)
}

/** Numbers that hold a machine or a payment within bounds. */
const BOUND =
  /^[ \t-]*["']?([\w.-]{0,60}(?:max|limit|ceiling|cap|threshold)[\w.-]{0,60}|[\w.-]{0,60}(?:speed|velocity|torque|current|voltage|pressure|temperature|force|withdraw\w*|transfer|amount|budget|dose)[\w.-]{0,60}(?:max|limit)?)["']?[ \t]*[:=][ \t]*["']?(\d+(?:\.\d+)?)/gim
const SERIOUS =
  /speed|velocity|torque|current|voltage|pressure|temp|force|accel|withdraw|transfer|amount|order_value|budget|dose|payment|price|discount|login|attempt|upload_size/i
const FACTOR = 3

/** A bound of a machine or a payment that an edit makes several times as wide. */
export function raised({ path, text, removed }: Written): string | undefined {
  if (!SETTINGS.test(path) || TRIAL.test(lastTwo(path))) return undefined
  const before = new Map(
    [...removed.matchAll(BOUND)].map(([, name = '', n = '']) => [name, Number(n)]),
  )
  return [...text.matchAll(BOUND)]
    .map(([, name = '', n = '']) => ({ name, is: Number(n), was: before.get(name) ?? 0 }))
    .find(({ name, is, was }) => was > 0 && is >= was * FACTOR && SERIOUS.test(name))?.name
}
