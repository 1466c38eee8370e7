import type { ReactElement, ReactNode } from 'react'
import type { SessionSummary } from '../../shared/sessions/model.ts'
import type { HiddenKind, RingView } from '../../shared/sessions/ring.ts'
import { navigate, useCommand, useQuery } from '../client/index.ts'
import { t } from '../messages/index.ts'
import { FailureLine } from '../pieces/index.ts'
import { Button } from '../ui/button.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { TextLink } from '../ui/text-link.tsx'
import { reachableWords } from './ring-words.ts'
import './ring-drawer.css'

export interface RingDrawerProps {
  readonly session: SessionSummary
  readonly onClose: () => void
}

/** What held the latest run of the agent, as it was laid out for that start, and the way to the other level. */
export function RingDrawer({ session, onClose }: RingDrawerProps): ReactElement {
  const { id: sessionId, ring, ranIn, state } = session
  const set = useCommand('sessions.setRing')
  const other = ring === 'ring' ? 'off' : 'ring'
  return (
    <Drawer
      label={t('ring.drawer')}
      title={t('ring.drawer')}
      onClose={onClose}
      closeLabel={t('app.close')}
      footer={
        <>
          <Button
            size="small"
            disabled={set.busy}
            onClick={() => void set.run({ sessionId, ring: other })}
          >
            {t(other === 'ring' ? 'ring.go-with' : 'ring.go-without')}
          </Button>
          <TextLink small onClick={() => navigate('/settings/agent?setting=ring')}>
            {t('ring.to-settings')}
          </TextLink>
        </>
      }
    >
      <FailureLine failure={set.failure} />
      <Held key={`${ranIn} ${state}`} sessionId={sessionId} />
    </Drawer>
  )
}

/** Asked anew when the agent has started or ended. */
function Held({ sessionId }: { readonly sessionId: SessionSummary['id'] }): ReactElement {
  const { value, failure } = useQuery('sessions.held', { sessionId })
  return (
    <>
      <FailureLine failure={failure} />
      {value && <p className="drawer-say">{leadOf(value.ranIn, value.view)}</p>}
      {value?.view && <View view={value.view} />}
    </>
  )
}

function leadOf(ranIn: SessionSummary['ranIn'], view: RingView | null): string {
  if (ranIn === null) return t('ring.drawer-none')
  if (ranIn === 'off') return t('ring.drawer-off')
  if (view === null) return t('ring.drawer-failed')
  const { program, version } = view
  return t('ring.drawer-ring', { program: t(`ring.program-${program}`), version })
}

function View({ view }: { readonly view: RingView }): ReactElement {
  const { writable, readOnly, hidden, letThrough, refused, reachable } = view
  const kinds = [...new Set(hidden.map(({ kind }) => kind))]
  const open = reachableWords(reachable)
  return (
    <>
      <Part title={t('ring.may-change')}>
        <Paths paths={writable} />
      </Part>
      {readOnly.length > 0 && (
        <Part title={t('ring.may-read')} what={t('ring.may-read-what')}>
          <Paths paths={readOnly} />
        </Part>
      )}
      <Part title={t('ring.is-hidden')} what={t(`ring.always-hidden-${view.program}`)}>
        {kinds.map((kind) => (
          <Kind key={kind} kind={kind} hidden={hidden} />
        ))}
      </Part>
      {letThrough.length > 0 && (
        <Part title={t('ring.is-through')}>
          <ul className="ring-paths">
            {letThrough.map(({ path, access }) => (
              <li key={path}>
                <code>{path}</code> {t(`ring.access-${access}`)}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {refused.length > 0 && (
        <Part title={t('ring.is-refused')}>
          <ul className="ring-paths">
            {refused.map(({ path, why }) => (
              <li key={path}>
                <code>{path}</code> {why}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('ring.stays')} what={t('ring.stays-what')}>
        {open !== null && <p className="drawer-problem">{open}</p>}
      </Part>
    </>
  )
}

interface PartProps {
  readonly title: string
  readonly what?: string
  readonly children: ReactNode
}

function Part({ title, what, children }: PartProps): ReactElement {
  return (
    <section>
      <h3 className="ring-part">{title}</h3>
      {what !== undefined && <p className="ring-what">{what}</p>}
      {children}
    </section>
  )
}

interface KindProps {
  readonly kind: HiddenKind
  readonly hidden: RingView['hidden']
}

function Kind({ kind, hidden }: KindProps): ReactElement {
  return (
    <div>
      <p>{t(`ring.kind-${kind}`)}</p>
      <Paths paths={hidden.filter((one) => one.kind === kind).map(({ path }) => path)} />
    </div>
  )
}

function Paths({ paths }: { readonly paths: readonly string[] }): ReactElement {
  return (
    <ul className="ring-paths">
      {paths.map((path) => (
        <li key={path}>
          <code>{path}</code>
        </li>
      ))}
    </ul>
  )
}
