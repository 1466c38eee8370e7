// The ledger of everything this app sent.
// State lives in main; here only the newest entries, read when shown. Never shows content, there is none.
export { EgressPanel } from './egress-panel.tsx'
