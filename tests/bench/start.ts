import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brand } from '../../shared/brand.ts'
import { median } from './child.ts'
import type { BenchReport, BenchRow } from './report.ts'

const rounds = 15
const root = join(import.meta.dirname, '..', '..')
const built = join(root, 'out', 'main', 'headless.js')
const source = join(root, 'main', 'headless.ts')
/** From `npm run build:command`; measured when it is there. */
const executable = join(root, 'out', 'command', brand.command)
const bareServer = `require('node:http').createServer().listen(0, '127.0.0.1', () => console.log('#ticket='))`
const bareExit = ''

interface Contender {
  readonly label: string
  readonly file: string
  readonly args: readonly string[]
  /** The same work by Node alone. */
  readonly bare: string
  /** Started when this is printed; absent means when it has ended. */
  readonly until?: string
  readonly input?: string
}

interface Taken {
  readonly wallMs: number
  readonly cpuMs: number
}

/** CPU time of a living process so far; Linux only, elsewhere NaN. */
async function cpuOf(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksASecond
}
const ticksASecond =
  process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : Number.NaN

type Started = Pick<Contender, 'file' | 'args'>

async function startOnce({ file, args }: Started, contender: Contender): Promise<Taken> {
  const home = await mkdtemp(join(tmpdir(), 'bench-start-'))
  const env = { PATH: '/usr/bin:/bin', HOME: home, [brand.homeVariable]: home }
  const start = performance.now()
  const child = spawn(file, [...args], { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  let said = ''
  const isSaid = new Promise<void>((resolve) => {
    child.stdout.on('data', (data) => {
      said += String(data)
      if (contender.until && said.includes(contender.until)) resolve()
    })
  })
  child.stdin.end(contender.input)
  await Promise.race([isSaid, ended])
  const wallMs = performance.now() - start
  const cpuMs = await cpuOf(child.pid)
  child.kill('SIGKILL')
  await ended
  await rm(home, { recursive: true, force: true })
  return { wallMs, cpuMs }
}

async function measure(contender: Contender): Promise<BenchRow[]> {
  const pairs: { ours: Taken; bare: Taken }[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const ours = await startOnce(contender, contender)
    const bare = await startOnce(
      { file: process.execPath, args: ['-e', contender.bare] },
      contender,
    )
    // The first round warms the disk's cache up.
    if (round > 0) pairs.push({ ours, bare })
  }
  const row = (part: keyof Taken, unit: string): BenchRow => ({
    label: contender.label,
    value: Math.round(median(pairs.map(({ ours }) => ours[part]))),
    unit,
    baseline: Math.round(median(pairs.map(({ bare }) => bare[part]))),
    ratio: median(pairs.map(({ ours, bare }) => ours[part] / bare[part])),
  })
  const hasCpu = contender.until !== undefined && pairs.every(({ ours }) => ours.cpuMs > 0)
  return [row('wallMs', 'ms'), ...(hasCpu ? [row('cpuMs', 'ms of CPU')] : [])]
}

function contendersOf({ file, args }: Started, from: string): Contender[] {
  const call = { id: '1', tool: 'Bash', input: { command: 'ls' }, cwd: '/home/mira/work' }
  return [
    {
      label: `serve to listening, ${from}`,
      file,
      args: [...args, 'serve', '--no-open'],
      bare: bareServer,
      until: '#ticket=',
    },
    {
      label: `one call judged, ${from}`,
      file,
      args: [...args, 'bouncer', 'judge', '--jsonl'],
      bare: bareExit,
      input: `${JSON.stringify(call)}\n`,
    },
    { label: `--version, ${from}`, file, args: [...args, '--version'], bare: bareExit },
  ]
}

const byNode = (program: string): Started => ({ file: process.execPath, args: [program] })

/** Process start of the command to listening, and of its quick errands to their end, against bare Node. */
export async function bench(): Promise<BenchReport> {
  const contenders = [
    ...(existsSync(executable)
      ? contendersOf({ file: executable, args: [] }, 'single executable')
      : []),
    ...(existsSync(built) ? contendersOf(byNode(built), 'built') : []),
    ...contendersOf(byNode(source), 'from source'),
  ]
  const rows: BenchRow[] = []
  for (const contender of contenders) rows.push(...(await measure(contender)))
  return { name: 'start', rows }
}
