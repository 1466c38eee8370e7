import { join } from 'node:path'
import { type Audit, createAuditExports } from '../audit/index.ts'
import { evidenceSources } from './evidence-sources.ts'
import type { Foundations } from './foundations.ts'
import type { Ports } from './ports.ts'

/** Exports of the record and evidence packs; those that are fetched wait where other exports wait. */
export function buildAuditExports({ pickFolder }: Ports, base: Foundations, audit: Audit) {
  return createAuditExports({
    ...base,
    ...evidenceSources(base.place.sessions),
    folder: base.place.logs,
    waiting: join(base.place.desktop, 'exports', 'record'),
    verify: audit.verify,
    total: async () => (await audit.query({ filter: {}, limit: 1 })).total,
    pickFolder,
  })
}
