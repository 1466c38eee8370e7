import { type ReactElement, type RefObject, useEffect, useRef, useState } from 'react'
import type { Failure } from '../../../shared/kit/failure.ts'
import type { Terminal } from '../../../shared/workspace/terminal-model.ts'
import { useClient } from '../../client/index.ts'
import { t } from '../../messages/index.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { followTerminal } from './follow-terminal.ts'
import type { Screen } from './open-screen.ts'
import { piecesOf, shownTitle } from './printable.ts'
import type { ScreenAction } from './screen-keys.ts'
import { terminalName } from './use-terminals.ts'

export interface TerminalScreenProps {
  readonly terminal: Terminal
  /** Filled while the screen is there. */
  readonly screen: RefObject<Screen | null>
  readonly isReader: boolean
  readonly onTitle: (title: string) => void
  readonly onBell: () => void
  readonly onLink: (address: string) => void
  readonly onCut: (isCut: boolean) => void
  readonly onFailed: (failure: Failure) => void
  readonly onAction: (action: ScreenAction) => void
}

/** The screen itself; what draws it is loaded with the first terminal. */
export function TerminalScreen(props: TerminalScreenProps): ReactElement {
  const { terminal, screen, isReader } = props
  const place = useRef<HTMLDivElement>(null)
  const isReady = useScreen(props, place)
  const { cols, rows } = terminal
  useEffect(() => {
    if (isReady) screen.current?.adopt({ cols, rows })
  }, [isReady, screen, cols, rows])
  useEffect(() => {
    if (isReady) screen.current?.setReader(isReader)
  }, [isReady, screen, isReader])
  useEffect(() => {
    const take = () => screen.current?.takeColours()
    const chosen = new MutationObserver(take)
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    dark.addEventListener('change', take)
    return () => {
      chosen.disconnect()
      dark.removeEventListener('change', take)
    }
  }, [screen])
  return (
    <section
      className="terminal-screen"
      aria-label={t('terminal.screen', { name: terminalName(terminal) })}
    >
      {!isReady && <Skeleton label={t('terminal.opening')} shape="rows" lines={4} />}
      <div className="terminal-place" ref={place} />
    </section>
  )
}

function useScreen(props: TerminalScreenProps, place: RefObject<HTMLDivElement | null>): boolean {
  const { terminal, screen } = props
  const client = useClient()
  const [isReady, setReady] = useState(false)
  const latest = useRef(props)
  useEffect(() => {
    latest.current = props
  })
  const { id: terminalId } = terminal
  useEffect(() => {
    const element = place.current
    if (element === null) return
    let end: (() => void) | null = null
    let isOver = false
    const viewer = crypto.randomUUID()
    const begin = async () => {
      const { openScreen } = await import('./open-screen.ts')
      await document.fonts.load(`13px ${getComputedStyle(element).fontFamily}`)
      if (isOver) return
      const opened = openScreen(element, {
        onData(data, isReply) {
          for (const piece of piecesOf(data)) {
            void client.call('terminals.write', { terminalId, viewer, data: piece, isReply })
          }
        },
        onFitted: (size) => void client.call('terminals.resize', { terminalId, viewer, ...size }),
        onTitle: (title) => latest.current.onTitle(shownTitle(title)),
        onBell: () => latest.current.onBell(),
        onLink: (address) => latest.current.onLink(address),
        onAction: (action) => latest.current.onAction(action),
      })
      screen.current = opened
      end = live({ element, opened, ...{ client, terminalId, viewer, latest } })
      setReady(true)
    }
    void begin()
    return () => {
      isOver = true
      end?.()
      screen.current = null
    }
  }, [client, terminalId, place, screen])
  return isReady
}

interface LiveParts {
  readonly element: HTMLElement
  readonly opened: Screen
  readonly client: ReturnType<typeof useClient>
  readonly terminalId: Terminal['id']
  readonly viewer: string
  readonly latest: RefObject<TerminalScreenProps>
}

/** Follows the terminal and the size of the place; a page that nobody looks at rests. */
function live({ element, opened, latest, ...parts }: LiveParts): () => void {
  const follower = followTerminal({
    ...{ ...parts, screen: opened },
    onFailed: (failure) => latest.current.onFailed(failure),
    onCut: (isCut) => latest.current.onCut(isCut),
  })
  const fit = () => {
    if (!document.hidden && element.clientWidth > 0) opened.fit()
  }
  const seen = () => {
    if (document.hidden) follower.pause()
    else follower.resume()
  }
  let frame = 0
  const sizes = new ResizeObserver(() => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(fit)
  })
  sizes.observe(element)
  // Of two windows, the one that is worked in decides the size.
  element.addEventListener('focusin', fit)
  document.addEventListener('visibilitychange', seen)
  opened.focus()
  return () => {
    sizes.disconnect()
    cancelAnimationFrame(frame)
    element.removeEventListener('focusin', fit)
    document.removeEventListener('visibilitychange', seen)
    follower.stop()
    opened.dispose()
  }
}
