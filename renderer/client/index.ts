// The renderer's one way to the app: typed client, the store it fills, where the person is, the time.
// Owns no feature and imports none; features and the shell take everything from here.
export {
  AppProvider,
  useApp,
  useAppEvent,
  useClient,
  useConnection,
  useLoading,
  useMinute,
  useOpenQuestions,
  useReload,
  useWaiting,
} from './app-context.tsx'
export { folderName, isSetAside, type Project, projectsOf } from './app-selectors.ts'
export { midnightBefore } from './app-state.ts'
export { type AppStore, createAppStore } from './app-store.ts'
export { type Client, createClient } from './client.ts'
export { copyText } from './copy-text.ts'
export { navigate, onVisit, usePageLocation } from './location.ts'
export { useNow } from './now.ts'
export { openClient } from './open-client.ts'
export { type Command, useCommand } from './use-command.ts'
export { type Query, useQuery } from './use-query.ts'
export { useSettled } from './use-settled.ts'
export { ownWindowName } from './window-name.ts'
export type { ConnectionStatus } from './wire.ts'
