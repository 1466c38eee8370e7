import { type ReactElement, useState } from 'react'
import type { AiTest } from '../../shared/bouncer/ai-status.ts'
import { useCommand } from '../client/index.ts'
import { formatDuration, t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { SettingRow } from '../ui/setting-row.tsx'

export interface AiTestRowProps {
  readonly onTested: () => void
}

/** Asks both models a made-up question and says whether they answered. */
export function AiTestRow({ onTested }: AiTestRowProps): ReactElement {
  const test = useCommand('bouncer.testAi')
  const [told, setTold] = useState<AiTest | null>(null)
  const ask = async () => {
    setTold(await test.run({}))
    onTested()
  }
  return (
    <>
      <SettingRow
        title={t('ai.test')}
        description={t('ai.test-what')}
        standing={told && <span role="status">{testWords(told)}</span>}
      >
        <Button disabled={test.busy} onClick={() => void ask()}>
          {t(test.busy ? 'ai.test-asking' : 'ai.test-do')}
        </Button>
      </SettingRow>
      <FailureLine failure={test.failure} />
    </>
  )
}

function testWords({ stages, latencyMs }: AiTest): string {
  const told = stages.map(({ stage, outcome }) => {
    const words = outcome === 'answered' ? t('ai.test-answered') : t(`ai.outcome-${outcome}`)
    return t('ai.test-stage', { stage, outcome: words })
  })
  return `${told.join('. ')}. ${t('ai.test-took', { time: formatDuration(latencyMs) })}`
}
