/** One way of doing the work of a benchmark, `count` times. */
export type Contender = (count: number) => Promise<void>

/** Processor time this process has used, in microseconds. */
function cpuUs(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

/** What one unit of work cost: elapsed and processor time in microseconds. */
export interface UnitCost {
  readonly elapsedUs: number
  readonly cpuUs: number
}

async function timeOne(contender: Contender, count: number): Promise<UnitCost> {
  const from = { elapsed: performance.now(), cpu: cpuUs() }
  await contender(count)
  return {
    elapsedUs: ((performance.now() - from.elapsed) * 1000) / count,
    cpuUs: (cpuUs() - from.cpu) / count,
  }
}

/** Lets the contenders take turns, after one round to warm up; their costs a unit, round by round. */
export async function interleave<K extends string>(
  contenders: Readonly<Record<K, Contender>>,
  plan: { readonly rounds: number; readonly count: number },
): Promise<Record<K, UnitCost[]>> {
  const costs = {} as Record<K, UnitCost[]>
  const keys = Object.keys(contenders) as K[]
  for (const key of keys) costs[key] = []
  for (let round = 0; round <= plan.rounds; round += 1) {
    for (const key of keys) {
      const cost = await timeOne(contenders[key], plan.count)
      if (round > 0) costs[key].push(cost)
    }
  }
  return costs
}
