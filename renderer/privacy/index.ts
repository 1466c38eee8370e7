// What is kept on this machine part by part, taking it, erasing it, forgetting a secret; the policy and who gets data.
// State lives in main; here only what was counted when shown. Never erases without naming what goes, never keeps a pasted secret.
export { PolicyPanel } from './policy-panel.tsx'
export { PrivacyPanel } from './privacy-panel.tsx'
