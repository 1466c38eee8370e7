// Owns the record of every decision: appending, its chain and head, verification, queries, exports, evidence, removals.
// State: logs/bouncer-audit*.jsonl, their columns (*.index) and logs/bouncer-audit.head.json, this folder's alone, 0600.
// Never writes before redacting, never changes a line without an entry that says so, never verifies by anything derived.

export { auditHandlers } from './audit-handlers.ts'
export { type Audit, createAudit } from './create-audit.ts'
export type { EvidenceScope } from './evidence/build-evidence.ts'
export { createAuditExports } from './exports/audit-exports.ts'
export { exportEntries } from './exports/export-entries.ts'
export { writeEntries } from './exports/write-entries.ts'
export { writePack } from './exports/write-pack.ts'
export { type HeadJudging, lookAtRecordEnd, type RecordEnd } from './last-entry.ts'
export { type RecordRange, readRecord, recordBytes } from './read-record.ts'
export { runAuditVerify, type VerifyCode, verifyRecordIn } from './run-audit-verify.ts'
