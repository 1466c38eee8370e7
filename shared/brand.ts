/** Everything that names the product; no other file may spell these out. */
export const brand = {
  version: '0.1.0',
  name: 'Mstro',
  desktopName: 'Mstro Desktop',
  command: 'mstro',
  appId: 'app.mstro.desktop',
  homeFolder: '.mstro',
  homeVariable: 'MSTRO_HOME',
  telemetryVariable: 'MSTRO_TELEMETRY',
  operatorVariable: 'MSTRO_OPERATOR_FILE',
  scheme: 'app',
  origin: 'app://mstro',
  deepLinkScheme: 'mstro',
  keychainService: 'app.mstro.desktop',
} as const
