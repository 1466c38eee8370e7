import type { InboxItem } from '../../../shared/inbox/model.ts'
import type { Failure } from '../../../shared/kit/failure.ts'
import type { Terminal } from '../../../shared/workspace/terminal-model.ts'
import { folderName, useApp, useOpenQuestions, useQuery } from '../../client/index.ts'
import { t } from '../../messages/index.ts'

/** The terminals of this machine, kept current; null until the first answer. */
export function useTerminals(): {
  readonly terminals: readonly Terminal[] | null
  readonly unavailable: string | null
  readonly failure: Failure | null
} {
  const told = useApp((app) => app.terminals)
  const { value, failure } = useQuery('terminals.list', {})
  const unavailable = value?.unavailable ?? null
  return { terminals: told ?? value?.terminals ?? null, unavailable, failure }
}

/** Questions of the agent in a terminal that nobody answered yet. */
export function useQuestionsOf(terminal: Terminal): readonly InboxItem[] {
  const open = useOpenQuestions()
  return open.filter(({ sessionId }) => terminal.guard?.sessions.includes(sessionId))
}

/** How people call a terminal: what runs in it, and where. */
export function terminalName({ run, program, folder }: Terminal): string {
  const project = folderName(folder)
  return run === 'claude'
    ? t('terminal.named-claude', { project })
    : t('terminal.named-shell', { program: folderName(program), project })
}
