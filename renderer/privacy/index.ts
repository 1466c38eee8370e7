// What is kept on this machine, part by part, and erasing it.
// State lives in main; here only what was counted when shown. Never erases without naming what goes.
export { PrivacyPanel } from './privacy-panel.tsx'
