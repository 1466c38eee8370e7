import type { EngineRule } from './rule.ts'

/** Rules on what a call has to do with earlier calls of its session. */
export const memoryRules: readonly EngineRule[] = [
  {
    id: 'evasion.repeated',
    on: 'signal',
    kind: 'repeated-effect',
    decision: 'deny',
    why: 'Does once more what was denied before in this session, by another tool or spelling.',
    instead: 'Leave it, say why it is needed, and go on without it.',
  },
  {
    id: 'execute.written-hook',
    on: 'signal',
    kind: 'written-hook',
    decision: 'ask',
    why: 'Makes version control run a hook that was written in this session.',
    instead: 'Use --no-verify, or wait for the person.',
  },
  {
    id: 'execute.forgotten-past',
    on: 'signal',
    kind: 'memory-lost',
    decision: 'ask',
    why: 'Runs a file of the project while it cannot be read what this session did before.',
    instead: 'Wait for the person.',
  },
]
