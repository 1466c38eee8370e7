/** The thread that counts, copies and restores, so that no disk holds the app. Started by `run-job.ts` alone, one a job. */
import { parentPort, workerData } from 'node:worker_threads'
import { assertNever } from '../../../shared/kit/assert-never.ts'
import type { Destruction } from './destruction.ts'
import type { Job, JobResults, JobSurroundings, Told } from './jobs.ts'
import { storePlaces } from './kept-things.ts'
import { describePlan, planRestore, restore } from './restore.ts'
import { createSafeGit, type SafeGit } from './safe-git.ts'
import { summarise } from './summarise.ts'
import { sweep } from './sweep.ts'
import { type Stock, takeStock } from './take-stock.ts'
import { writeCopy } from './write-copy.ts'

const { job, at } = workerData as { readonly job: Job; readonly at: JobSurroundings }
const places = storePlaces(at.folder)
const tell = (told: Told) => parentPort?.postMessage(told)

/** Git is not taken from the folder that the agent works in. */
function gitFor(workspace: string): SafeGit {
  return createSafeGit({ ...at, workspace })
}

function stockOf(destruction: Destruction, git: SafeGit): Promise<Stock> {
  return takeStock(destruction, {
    ...at,
    git,
    now: () => performance.now(),
    onProgress: (files, bytes) => tell({ kind: 'progress', files, bytes }),
  })
}

async function run(): Promise<JobResults[Job['kind']]> {
  switch (job.kind) {
    case 'count': {
      const stock = await stockOf(job.destruction, gitFor(job.workspace))
      return { summary: summarise(stock, job), isWhole: stock.isWhole }
    }
    case 'keep': {
      const git = gitFor(job.head.workspace)
      const stock = await stockOf(job.destruction, git)
      return writeCopy(stock, job.head, { git, places, limits: job.limits })
    }
    case 'describe': {
      const plan = await planRestore(job.id, ground(gitFor(job.workspace)))
      return plan && describePlan(plan)
    }
    case 'restore':
      return runRestore(job)
    case 'sweep':
      return sweep(places)
    default:
      return assertNever(job)
  }
}

const ground = (git: SafeGit) => ({ git, places, now: () => Date.now() })

async function runRestore({
  id,
  newer,
  head,
  limits,
}: Extract<Job, { kind: 'restore' }>): Promise<JobResults['restore']> {
  const git = gitFor(head.workspace)
  const plan = await planRestore(id, ground(git))
  if (plan === null) return { status: 'missing' }
  const replaced = plan.placed.filter(
    ({ thing, state }) => newer === 'replace' && state === 'newer' && thing.type !== 'folder',
  )
  let replacedIn = null
  if (replaced.length > 0) {
    const removes = replaced.map(({ thing }) => ({
      ...{ path: thing.path, isPattern: false, recursive: true },
    }))
    const stock = await stockOf(
      { removes, overwrites: [], git: [], fills: false, unknown: [] },
      git,
    )
    const kept = await writeCopy(stock, head, { git, places, limits })
    if (kept.status === 'failed') return { status: 'unsaved', why: kept.why }
    if (kept.status === 'not-kept') return { status: 'unsaved', why: kept.plan.kind }
    replacedIn = kept.copy.id
  }
  const report = await restore(plan, { newer, replacedIn }, ground(git))
  return { status: 'done', report }
}

tell({ kind: 'result', result: await run() })
