/** Takes items one by one and commits what has gathered in one go. */
export interface GroupCommit<Item, Outcome> {
  /** Resolves with the item's outcome once its group is committed. */
  add(item: Item): Promise<Outcome>
  /** Runs `work` alone, after what was added before it and before what comes later. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>
}

interface Waiting<Item, Outcome> {
  readonly item: Item
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

type Step<Item, Outcome> =
  | { readonly kind: 'items'; readonly waiting: Waiting<Item, Outcome>[] }
  | { readonly kind: 'alone'; readonly run: () => Promise<void> }

/** Creates a queue in which `commit` never runs twice at once; it returns one outcome an item, in order. */
export function createGroupCommit<Item, Outcome>(
  commit: (items: readonly Item[]) => Promise<readonly Outcome[]>,
): GroupCommit<Item, Outcome> {
  const steps: Step<Item, Outcome>[] = []
  let running: Promise<void> | null = null

  const commitGroup = async (waiting: readonly Waiting<Item, Outcome>[]) => {
    try {
      const outcomes = await commit(waiting.map(({ item }) => item))
      if (outcomes.length !== waiting.length) throw new Error('one outcome an item is owed')
      for (const [at, outcome] of outcomes.entries()) waiting[at]?.resolve(outcome)
    } catch (error) {
      for (const { reject } of waiting) reject(error)
    }
  }

  const drain = async () => {
    // What the same turn of the event loop still adds joins the first group.
    await Promise.resolve()
    for (let step = steps.shift(); step; step = steps.shift()) {
      if (step.kind === 'items') await commitGroup(step.waiting)
      else await step.run()
    }
    running = null
  }

  const start = () => {
    running ??= drain()
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        const last = steps.at(-1)
        const entry = { item, resolve, reject }
        if (last?.kind === 'items') last.waiting.push(entry)
        else steps.push({ kind: 'items', waiting: [entry] })
        start()
      }),
    alone: (work) =>
      new Promise((resolve, reject) => {
        const run = async () => {
          try {
            resolve(await work())
          } catch (error) {
            reject(error)
          }
        }
        steps.push({ kind: 'alone', run })
        start()
      }),
    async idle() {
      while (running !== null) await running
    },
  }
}
