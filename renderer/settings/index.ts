// The pages for appearance, agent, record and this machine, and the status of the agent program that other screens show.
// State lives in main (`settings.changed`); nothing is kept here. Never shows a setting that has no effect.
export { AgentPanel } from './agent-panel.tsx'
export { AgentStatusRow } from './agent-status-row.tsx'
export { AppearancePanel } from './appearance-panel.tsx'
export { MachinePanel } from './machine-panel.tsx'
export { OwnSettingRow } from './own-setting-row.tsx'
export { RecordPanel } from './record-panel.tsx'
export { useRevealedSetting } from './reveal-setting.ts'
export { limitWords, unansweredLimits } from './setting-words.ts'
export { SettingsSearch } from './settings-search.tsx'
export { TextSetting } from './text-setting.tsx'
export { useSettings } from './use-settings.ts'
