import type { AiOutcome } from '../../../shared/bouncer/ai-review.ts'
import type { Decision } from '../../../shared/bouncer/model.ts'
import { err, type Result } from '../../../shared/kit/result.ts'
import type { Dossier } from './dossier.ts'
import type { Provider, ProviderFailure } from './providers/provider.ts'
import { questionOf, type Stage } from './question.ts'
import { type Answer, type BadAnswer, readAnswer } from './read-answer.ts'

/** The same call as it is put to a model: whole, and without its own words. */
export interface Views {
  readonly whole: Dossier
  readonly outline: Dossier
}

/** What the questions about one call came to. */
export interface Reviewed {
  readonly outcome: AiOutcome
  readonly stage: Stage | null
  readonly said: Decision | null
  readonly cited: readonly string[]
  /** An answer named a key or an id that was not sent, or more was allowed without the person. */
  readonly isDoubtful: boolean
  /** Whether the provider did its part; null where that was not seen. */
  readonly isReached: boolean | null
}

type Asked = Result<Answer, ProviderFailure | BadAnswer>

/** Puts the questions of both stages; an allow has to hold without the words of the call as well. */
export async function putQuestions(
  provider: Provider,
  { whole, outline }: Views,
  newKey: () => string,
): Promise<Reviewed> {
  const put = (stage: Stage, dossier: Dossier) => putOne(provider, { stage, dossier, newKey })

  const [first, firstBlind] = await Promise.all([put(1, whole), put(1, outline)])
  const stopped = stopAfter([first, firstBlind])
  if (stopped) return stopped
  if (isAllow(first) && isAllow(firstBlind)) return settled('allowed', 1, first)

  const silent: Dossier = { ...whole, person: [] }
  const [second, blind, unsaid] = await Promise.all([
    put(2, whole),
    put(2, outline),
    put(2, silent),
  ])
  return weigh(second, blind, unsaid)
}

/** Failures of the provider end a review; an answer that is none goes to the second stage. */
function stopAfter(answers: readonly Asked[]): Reviewed | null {
  for (const answer of answers) {
    if (!answer.ok && answer.error !== 'not-an-answer') return failed(answer.error)
  }
  return null
}

/** The second stage: whole, without the words of the call, without those of the person. */
function weigh(whole: Asked, blind: Asked, unsaid: Asked): Reviewed {
  const forged = [whole, blind, unsaid].some((one) => !one.ok && one.error === 'forged')
  if (forged) return failed('forged')
  if (!whole.ok) return failed(whole.error)
  switch (whole.value.decision) {
    case 'deny':
      return settled('denied', 2, whole)
    case 'allow':
      if (!blind.ok) return failed(blind.error)
      return settled(isAllow(blind) ? 'allowed' : 'words-only', 2, whole)
    default: {
      const isMore = isAllow(unsaid)
      return { ...settled(isMore ? 'inconsistent' : 'unsure', 2, whole), isDoubtful: isMore }
    }
  }
}

const isAllow = (asked: Asked): asked is Extract<Asked, { ok: true }> =>
  asked.ok && asked.value.decision === 'allow'

function settled(outcome: AiOutcome, stage: Stage, asked: Asked): Reviewed {
  const answer = asked.ok ? asked.value : null
  return {
    ...{ outcome, stage, isDoubtful: false, isReached: true },
    said: answer?.decision ?? null,
    cited: answer?.cited ?? [],
  }
}

function failed(error: ProviderFailure | BadAnswer): Reviewed {
  const isAnswer = error === 'forged' || error === 'not-an-answer'
  return {
    outcome: isAnswer ? 'unusable' : error,
    ...{ stage: null, said: null, cited: [] },
    isDoubtful: error === 'forged',
    isReached: isAnswer,
  }
}

interface OneQuestion {
  readonly stage: Stage
  readonly dossier: Dossier
  newKey(): string
}

/** Asks once, within the time of the stage; a provider that does not heed its end is left behind. */
async function putOne(provider: Provider, asked: OneQuestion): Promise<Asked> {
  const { stage, dossier, newKey } = asked
  const question = questionOf(stage, dossier, newKey())
  const stop = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Asked>((resolve) => {
    timer = setTimeout(() => {
      stop.abort()
      resolve(err('timed-out'))
    }, provider.limitMs[stage])
  })
  const answer = async (): Promise<Asked> => {
    const said = await provider.ask(question, stop.signal)
    return said.ok ? readAnswer(said.value, question) : said
  }
  try {
    return await Promise.race([answer(), late])
  } catch {
    // A provider is written not to throw; should it, nothing was learnt about the call.
    return err('unusable')
  } finally {
    clearTimeout(timer)
    stop.abort()
  }
}

/** One question of each stage about a made-up call, to see whether the provider answers at all. */
export async function tryProvider(
  provider: Provider,
  newKey: () => string,
): Promise<readonly { readonly stage: Stage; readonly outcome: AiOutcome | 'answered' }[]> {
  const stages: readonly Stage[] = [1, 2]
  return Promise.all(
    stages.map(async (stage) => {
      const answered = await putOne(provider, { stage, dossier: sample, newKey })
      if (answered.ok) return { stage, outcome: 'answered' as const }
      return { stage, outcome: failed(answered.error).outcome }
    }),
  )
}

const sample: Dossier = {
  person: ['Push the branch for me.'],
  project: { folder: 'example', branch: 'main', remote: 'origin' },
  tool: 'Bash',
  text: 'git push origin main',
  rules: [{ id: 'git.push', why: 'Publishes to a branch that others build on.' }],
  effects: [
    { id: 'e1', kind: 'version-control', target: 'remote', verb: 'push', remote: 'origin' },
  ],
}
