// The record of decisions: its seal, its entries with filters, one entry with how it was judged.
// Owns no state but the filters that are set; entries are read from main page by page.
// Never changes the record, and never shows less of a command than the record holds.
export { AuditPage } from './audit-page.tsx'
