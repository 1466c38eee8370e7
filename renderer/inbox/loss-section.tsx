import type { ReactElement, ReactNode } from 'react'
import type { LossPart, Preview } from '../../shared/bouncer/undo.ts'
import { formatBytes, formatNumber, t } from '../messages/index.ts'
import { Heading } from '../ui/heading.tsx'
import { ShareBar } from '../ui/share-bar.tsx'
import { LossCopy } from './loss-copy.tsx'
import type { LossView } from './use-preview.ts'
import './loss-section.css'

/** What a call would destroy: by kind and size, what exists nowhere else by name, and whether a copy is kept. */
export function LossSection({ loss }: { readonly loss: LossView }): ReactElement | null {
  const { preview, isCounting, isUnknown } = loss
  if (isUnknown) return <Frame summary={t('loss.failed')} />
  if (isCounting) return <Frame summary={countingText(preview)} />
  if (preview === null) return null
  if (preview.status === 'failed') {
    return (
      <Frame summary={t('loss.failed')}>
        <LossCopy preview={preview} />
      </Frame>
    )
  }
  return <Counted preview={preview} />
}

function countingText(preview: Preview | null): string {
  const count = preview?.files ?? 0
  return count === 0 ? t('loss.counting-first') : t('loss.counting', { count })
}

interface FrameProps {
  readonly summary: ReactNode
  readonly children?: ReactNode
}

function Frame({ summary, children }: FrameProps): ReactElement {
  return (
    <section className="loss" aria-label={t('loss.title')}>
      <p className="loss-head">
        <b>{t('loss.title')}</b>
        {summary}
      </p>
      {children}
    </section>
  )
}

function Counted({ preview }: { readonly preview: Preview }): ReactElement {
  const { parts, copy } = preview
  const isEmpty =
    copy?.kind === 'nothing' &&
    preview.commits + preview.unknown.length + preview.mounts.length === 0
  if (isEmpty) return <Frame summary={t('loss.nothing')} />
  return (
    <Frame summary={<Summary preview={preview} />}>
      {parts.length > 0 && (
        <ShareBar
          label={t('loss.bar', { parts: parts.map(partText).join(', ') })}
          parts={parts.map((part) => ({
            id: `${part.kind} ${part.name}`,
            size: part.bytes,
            label: partText(part),
            tone: part.kind === 'only-here' ? 'stop' : 'neutral',
          }))}
        />
      )}
      <Names preview={preview} />
      <Commits preview={preview} />
      <Notes preview={preview} />
      <LossCopy preview={preview} />
    </Frame>
  )
}

function filesOf(parts: readonly LossPart[], kind: LossPart['kind']): number {
  return parts.filter((part) => part.kind === kind).reduce((sum, { files }) => sum + files, 0)
}

function Summary({ preview }: { readonly preview: Preview }): ReactNode {
  const { parts, folders, files } = preview
  const said = (['rebuildable', 'in-git'] as const)
    .map((kind) => [kind, filesOf(parts, kind)] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => t(`loss.${kind}`, { count }))
  const only = filesOf(parts, 'only-here')
  if (files === 0 && folders > 0) said.push(t('loss.empty', { count: formatNumber(folders) }))
  return (
    <>
      {said.length > 0 && <span>{said.join(', ')}</span>}
      {only > 0 && <span className="loss-only">{t('loss.only-here', { count: only })}</span>}
    </>
  )
}

function partText({ kind, name, bytes }: LossPart): string {
  const size = formatBytes(bytes)
  if (kind !== 'rebuildable') return t(`loss.part-${kind}`, { size })
  return name === '' ? t('loss.part-others', { size }) : t('loss.part-rebuildable', { name, size })
}

const mostNames = 5

function Names({ preview }: { readonly preview: Preview }): ReactElement | null {
  const { onlyHere, parts } = preview
  const count = filesOf(parts, 'only-here')
  if (onlyHere.length === 0) return null
  const shown = onlyHere.slice(0, mostNames)
  return (
    <ul className="loss-names">
      {shown.map((name) => (
        <li key={name}>
          <bdi>{name}</bdi>
        </li>
      ))}
      {count > shown.length && (
        <li className="loss-more">
          <Rest names={onlyHere.slice(mostNames)} more={count - shown.length} />
        </li>
      )}
    </ul>
  )
}

/** Names that do not fit stand one click away. */
function Rest({ names, more }: { readonly names: readonly string[]; readonly more: number }) {
  const text = t('loss.more', { count: more })
  if (names.length === 0) return text
  return (
    <details>
      <summary>{text}</summary>
      <ul className="loss-names">
        {names.map((name) => (
          <li key={name}>
            <bdi>{name}</bdi>
          </li>
        ))}
        {more > names.length && (
          <li className="loss-more">{t('loss.more', { count: more - names.length })}</li>
        )}
      </ul>
    </details>
  )
}

function Commits({ preview }: { readonly preview: Preview }): ReactElement | null {
  const { commits, commitLines } = preview
  if (commits === 0) return null
  return (
    <>
      <Heading level={4} className="loss-only loss-commits">
        {t('loss.commits', { count: commits })}
      </Heading>
      <ul className="loss-names">
        {commitLines.map((line) => (
          <li key={line}>
            <bdi>{line}</bdi>
          </li>
        ))}
        {commits > commitLines.length && (
          <li className="loss-more">{t('loss.more', { count: commits - commitLines.length })}</li>
        )}
      </ul>
    </>
  )
}

function Notes({ preview }: { readonly preview: Preview }): ReactElement | null {
  const { status, links, mounts, unknown, staged = [] } = preview
  const notes = [
    ...(status === 'stopped' ? [t('loss.stopped')] : []),
    ...(staged.length > 0 ? [t('loss.staged', { names: staged.join(', ') })] : []),
    ...(links > 0 ? [t('loss.links', { count: links })] : []),
    ...(mounts.length > 0 ? [t('loss.mounts', { places: mounts.join(', ') })] : []),
    ...unknown.map((one) => t(`loss.unknown-${one}`)),
  ]
  if (notes.length === 0) return null
  return (
    <ul className="loss-notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  )
}
