import { auditErrors } from '../../shared/audit/errors.ts'
import { failure } from '../../shared/kit/failure.ts'
import { err, ok } from '../../shared/kit/result.ts'
import type { HandlersOf } from '../kit/handlers.ts'
import { systemCode } from '../kit/system-code.ts'
import type { Audit } from './create-audit.ts'
import type { AuditExports } from './exports/audit-exports.ts'

const unreadable = (error: unknown) =>
  err(failure(auditErrors, 'audit.unreadable', { cause: systemCode(error) }))

/** Answers what clients ask of the record. */
export function auditHandlers(audit: Audit, exports: AuditExports): HandlersOf<'audit'> {
  return {
    ...exports.handlers,
    'audit.query': (input) => audit.query(input).then(ok, unreadable),
    'audit.timeline': (input) => audit.timeline(input).then(ok, unreadable),
    'audit.summary': ({ filter }) => audit.summary(filter).then(ok, unreadable),
    'audit.findRemovable': ({ what }) =>
      audit.removable(what).then((entries) => ok({ entries }), unreadable),
    'audit.remove': (order, { name: by }) => audit.remove({ ...order, by }),
    'audit.progress': async () => ok(audit.progress()),
    'audit.verify': () => audit.verify().then(ok, unreadable),
    'audit.status': async () => ok(audit.status()),
  }
}
