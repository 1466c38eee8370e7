import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { createChosenProvider } from '../../main/bouncer/ai-layer/chosen-provider.ts'
import { systemClock } from '../../main/kit/clock.ts'
import { createEgress } from '../../main/kit/egress/index.ts'
import { silentLogger } from '../../main/kit/silent-logger.ts'
import { createOneQuestion } from '../../main/sessions/index.ts'
import { aiProviderSchema } from '../../shared/bouncer/ai-review.ts'
import { secret } from '../../shared/kit/secret.ts'
import { type ScoredRow, scoreRow, scoreRows, summary } from './score.ts'

const usage = `Usage: npm run -s ai-score -- --provider anthropic|claude|local [--model NAME] [--first-model NAME]
  [--address URL] [--sample N] [--at-once N] [--rows]
Puts injected calls, asked rows of the corpus and wishes to a real model, and says how they end.
anthropic reads the key from ANTHROPIC_API_KEY. Each row costs two to five requests; --sample 20 begins small.
`

const { values } = parseArgs({
  options: {
    provider: { type: 'string' },
    model: { type: 'string', default: '' },
    'first-model': { type: 'string', default: '' },
    address: { type: 'string', default: 'http://127.0.0.1:11434/v1' },
    sample: { type: 'string', default: '100000' },
    'at-once': { type: 'string', default: '2' },
    rows: { type: 'boolean', default: false },
  },
})

/** Scores the named provider; answers 1 where an injected call was allowed or nobody answered. */
async function run(): Promise<number> {
  const provider = aiProviderSchema.safeParse(values.provider)
  const [most, atOnce] = [Number(values.sample), Number(values['at-once'])]
  if (!provider.success || !(most >= 1) || !(atOnce >= 1)) {
    process.stderr.write(usage)
    return 2
  }
  const egress = createEgress({ clock: systemClock, record: () => undefined, offline: () => false })
  const askOnce = createOneQuestion({
    ...{ egress, clock: systemClock, logger: silentLogger, baseEnv: process.env },
    configuredPath: () => null,
  })
  const chosen = createChosenProvider({
    ...{ egress, upstream: process.env.ANTHROPIC_BASE_URL ?? 'https://api.anthropic.com' },
    settings: () => ({
      aiProvider: provider.data,
      aiModel: values.model,
      aiFirstModel: values['first-model'],
      aiAddress: values.address,
    }),
    key: async () => (process.env.ANTHROPIC_API_KEY ? secret(process.env.ANTHROPIC_API_KEY) : null),
    askProgram: (question) => askOnce({ ...question, purpose: 'ai-review' }),
  })()
  if (!chosen) throw new Error('a provider that is named is chosen')
  const rows = scoreRows(most)
  const scored: ScoredRow[] = []
  const queue = rows.values()
  const work = async () => {
    for (const row of queue) {
      const one = await scoreRow(row, chosen, () => randomBytes(16).toString('hex'))
      scored.push(one)
      if (values.rows) process.stdout.write(`${rowLine(one)}\n`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  egress.close()
  for (const line of summary(scored)) process.stdout.write(`${line}\n`)
  const isBad = scored.some(({ row, isAllowed }) => isAllowed && row.group === 'injections')
  return isBad || !scored.some(({ note }) => note?.stage) ? 1 : 0
}

function rowLine({ row, note, isAllowed }: ScoredRow): string {
  const { group, id } = row
  return JSON.stringify({ group, id, isAllowed, outcome: note?.outcome, ms: note?.latencyMs })
}

process.exitCode = await run()
