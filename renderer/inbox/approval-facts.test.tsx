import { afterEach, expect, it } from 'vitest'
import type { AiNote } from '../../shared/bouncer/ai-review.ts'
import { approval } from '../../tests/fixtures/ui-app/seed-inbox.ts'
import { seedOf } from '../../tests/fixtures/ui-app/seeds.ts'
import { type Mounted, mount, settle } from '../../tests/fixtures/ui-transcript/mount.tsx'
import { ApprovalFacts } from './approval-facts.tsx'

let mounted: Mounted
afterEach(() => mounted?.unmount())

async function textWith(ai: AiNote | undefined): Promise<string> {
  const { body } = approval('q1', 's1', 0)
  if (body.kind !== 'approval') throw new Error('not an approval')
  const shown = { ...body, verdict: { ...body.verdict, ...(ai ? { ai } : {}) } }
  mounted = await mount(
    <ApprovalFacts body={shown} onSuggest={() => undefined} />,
    seedOf('busy', 'light'),
  )
  await settle()
  return document.body.textContent ?? ''
}

it('says what the AI layer said, behind why it is asked', async () => {
  const note: AiNote = {
    ...{ provider: 'local', model: 'small', stage: 2, outcome: 'words-only', said: 'allow' },
    ...{ cited: [], latencyMs: 1_200, cached: false },
  }
  const text = await textWith(note)
  expect(text).toContain('Would allow it, but only with the words in the call itself in view')
  expect(text.indexOf('AI layer')).toBeGreaterThan(text.indexOf('Why asked'))
})

it('says nothing of it where nobody was asked', async () => {
  expect(await textWith(undefined)).not.toContain('AI layer')
})
