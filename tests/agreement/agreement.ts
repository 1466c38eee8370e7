import { firstMissed } from './compare.ts'
import { believe } from './engine.ts'
import { generateScript } from './grammar/script.ts'
import { execute, folderOf, type Ran } from './sandbox.ts'
import { shrink } from './shrink.ts'
import { mutatedScript } from './syntax.ts'

/** A script whose execution started something the engine had not seen. */
export interface Miss {
  readonly seed: number
  readonly script: string
  readonly why: string
}

/** Figures of a run. */
export interface Agreement {
  readonly scripts: number
  readonly started: number
  /** Scripts that started at least one program. */
  readonly active: number
  /** Scripts about which the engine said that something unknown runs. */
  readonly admitted: number
  /** Of those, scripts in which that was needed to be right. */
  readonly excused: number
  readonly late: number
  readonly misses: readonly Miss[]
}

const BATCH = 250

interface Tally {
  started: number
  active: number
  admitted: number
  excused: number
  late: number
  readonly misses: Miss[]
}

/** Executes generated scripts and compares what they started with what the engine saw. */
export async function measureAgreement(run: {
  readonly scripts: number
  readonly seed: number
  readonly workers: number
  /** Damages the scripts, so that many are not valid. */
  readonly mutated?: boolean
}): Promise<Agreement> {
  const tally: Tally = { started: 0, active: 0, admitted: 0, excused: 0, late: 0, misses: [] }
  let next = 0
  const work = async () => {
    while (next < run.scripts) {
      const first = run.seed + next
      const length = Math.min(BATCH, run.scripts - next)
      next += length
      const seeds = Array.from({ length }, (_, index) => first + index)
      await measureBatch(tally, seeds, run.mutated ? mutatedScript : generateScript)
    }
  }
  await Promise.all(Array.from({ length: run.workers }, work))
  return { ...tally, scripts: run.scripts }
}

async function measureBatch(
  tally: Tally,
  seeds: readonly number[],
  generate: (seed: number) => string,
): Promise<void> {
  const scripts = seeds.map((seed) => generate(seed))
  const ran = await execute(scripts)
  ran.forEach((result, index) => {
    const script = scripts[index] ?? ''
    const { why, admits } = compare(script, index, result)
    tally.started += result.started.length
    tally.active += Math.min(1, result.started.length)
    tally.late += Number(result.late)
    tally.admitted += Number(admits)
    if (why === null) return
    if (admits) tally.excused++
    else tally.misses.push({ seed: seeds[index] ?? 0, script, why })
  })
}

function compare(script: string, index: number, ran: Ran) {
  const believed = believe(script, folderOf(index))
  return { why: firstMissed(ran.started, believed), admits: believed.admits }
}

const SHRINK_LIMIT_S = 0.4

/** Makes the script of a miss as short as it can be while something is still missed. */
export async function shrinkMiss(miss: Miss): Promise<Miss> {
  const check = async (candidates: readonly string[]) => {
    const ran = await execute(candidates, SHRINK_LIMIT_S)
    return candidates.map((script, index) => {
      const result = ran[index]
      if (!result || result.late) return false
      const { why, admits } = compare(script, index, result)
      return why !== null && !admits
    })
  }
  const script = await shrink(miss.script, check)
  const [ran] = await execute([script])
  const why = ran ? compare(script, 0, ran).why : null
  return { ...miss, script, why: why ?? miss.why }
}
