// The record, to be read: entries with their decisions.
// State lives in main; here only what was read when shown. Never changes an entry.
export { AuditPage } from './audit-page.tsx'
