interface RowMove {
  key: string
  current: number | undefined
  rowCount: number
  pageRows: number
}

/** Tells which row a key leads to; undefined when the key moves nothing or there are no rows. */
export function moveRow({ key, current, rowCount, pageRows }: RowMove): number | undefined {
  if (rowCount === 0) return undefined
  const last = rowCount - 1
  const from = current ?? -1
  const targets: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: current === undefined ? last : from - 1,
    PageDown: from + pageRows,
    PageUp: from - pageRows,
    Home: 0,
    End: last,
  }
  const target = targets[key]
  return target === undefined ? undefined : Math.min(Math.max(target, 0), last)
}
