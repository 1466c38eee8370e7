import type { ReactElement, ReactNode } from 'react'
import { navigate } from '../client/index.ts'
import { TextLink } from '../ui/text-link.tsx'

export interface EntryLinkProps {
  /** The number of the entry in the record. */
  readonly entry: number
  readonly children: ReactNode
}

/** Opens an entry of the record. */
export function EntryLink({ entry, children }: EntryLinkProps): ReactElement {
  return (
    <TextLink small onClick={() => navigate(`/audit?entry=${entry}`)}>
      {children}
    </TextLink>
  )
}
