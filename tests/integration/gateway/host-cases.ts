/** One way to address the server: raw header lines, and whether each door may open. */
export interface HostCase {
  readonly lines: readonly string[]
  /** May read the page, which needs no Origin. */
  readonly mayRead: boolean
  /** May exchange a ticket and open a socket. */
  readonly mayEnter: boolean
}

const names = (port: number) => [
  // An attacker's name whose DNS answer is this machine.
  'evil.com',
  'rebind.evil.com',
  '7f000001.c0a80001.rbndr.us',
  '127.0.0.1.nip.io',
  '127-0-0-1.evil.com',
  'localtest.me',
  'lvh.me',
  'attacker.localhost',
  // Names that begin or end like ours.
  '127.evil',
  '127.0.0.1.evil.com',
  '127.0.0.1evil.com',
  'evil127.0.0.1',
  'localhost.evil.com',
  'localhostevil.com',
  'evil-localhost',
  'evil.localhost',
  'notlocalhost',
  'localhost.localdomain',
  'localhost6',
  'ip6-localhost',
  'xn--localhost-9za.com',
  'lоcalhost',
  'localhost%00',
  'localhost%2eevil.com',
  'localhost\u00a0',
  'mstro',
  'mstro.local',
  '*',
  '',
  // The same machine, spelled otherwise.
  'LOCALHOST',
  'LocalHost',
  'localhost.',
  '127.0.0.1.',
  '127.0.0.1..',
  '.localhost',
  '0.0.0.0',
  '0',
  '127.1',
  '127.0.1',
  '127.0.0.01',
  '127.000.000.001',
  '127.0.0.2',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0177.0.0.01',
  '1.0.0.127',
  '１２７.0.0.1',
  '127。0。0。1',
  '[::1]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::]',
  '[::1%25lo]',
  '::1',
  '[127.0.0.1]',
  '192.168.0.1',
  '10.0.0.1',
  '169.254.169.254',
  // With a user, a path, a list or a scheme around it.
  'user@localhost',
  'user:pass@127.0.0.1',
  '127.0.0.1@evil.com',
  `127.0.0.1:${port}@evil.com`,
  'evil.com#127.0.0.1',
  'evil.com?127.0.0.1',
  'evil.com/127.0.0.1',
  'evil.com,127.0.0.1',
  '127.0.0.1,evil.com',
  'http://127.0.0.1',
  '//127.0.0.1',
  '127.0.0.1 evil.com',
]

const ports = (port: number) => [
  '',
  ':',
  ':0',
  ':80',
  ':443',
  `:${port + 1}`,
  `:${port - 1}`,
  `:0${port}`,
  `:+${port}`,
  `:${port}0`,
  `:${port}.`,
  `:${port}/`,
  `:${port}:${port}`,
  `:${port}@evil.com`,
  `:${port}, evil.com`,
  `:${port} evil.com`,
  `:0x${port.toString(16)}`,
  `: ${port}`,
]

const host = (value: string) => `Host: ${value}`
const origin = (value: string) => `Origin: ${value}`

/** Every way in that must be refused or allowed at a server on `port`; at least 200 refusals. */
export function hostCases(port: number): HostCase[] {
  const good = `127.0.0.1:${port}`
  const none = { mayRead: false, mayEnter: false }
  const readOnly = { mayRead: true, mayEnter: false }
  const strangeHosts = [
    ...names(port).map((name) => `${name}:${port}`),
    ...names(port),
    ...['127.0.0.1', 'localhost'].flatMap((name) => ports(port).map((suffix) => name + suffix)),
  ]
  const strangeOrigins = [
    'null',
    '',
    'file://',
    'app://mstro',
    'about:blank',
    'chrome-extension://abcdefghijklmnop',
    `https://127.0.0.1:${port}`,
    `https://localhost:${port}`,
    `ws://127.0.0.1:${port}`,
    `HTTP://127.0.0.1:${port}`,
    `http:127.0.0.1:${port}`,
    `http:/127.0.0.1:${port}`,
    `http:///127.0.0.1:${port}`,
    `http://127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}/page`,
    `http://127.0.0.1:${port}#`,
    `http://127.0.0.1:${port} http://evil.com`,
    `http://evil.com http://127.0.0.1:${port}`,
    `http://127.0.0.1:${port}, http://evil.com`,
    `127.0.0.1:${port}`,
    // The other name of this very server is another origin to a browser.
    `http://localhost:${port}`,
    'http://evil.com',
    'https://evil.com',
    ...names(port).map((name) => `http://${name}:${port}`),
    ...ports(port).map((suffix) => `http://127.0.0.1${suffix}`),
  ]
  return [
    { lines: [host(good)], ...readOnly },
    { lines: [host(good), origin(`http://${good}`)], mayRead: true, mayEnter: true },
    { lines: [host(`localhost:${port}`)], ...readOnly },
    {
      lines: [host(`localhost:${port}`), origin(`http://localhost:${port}`)],
      mayRead: true,
      mayEnter: true,
    },
    ...strangeHosts.map((name) => ({ lines: [host(name)], ...none })),
    ...strangeHosts.map((name) => ({ lines: [host(name), origin(`http://${good}`)], ...none })),
    ...strangeHosts.map((name) => ({ lines: [host(name), origin(`http://${name}`)], ...none })),
    ...strangeOrigins.map((value) => ({ lines: [host(good), origin(value)], ...none })),
    { lines: [], ...none },
    { lines: [origin(`http://${good}`)], ...none },
    { lines: [host(good), host(good)], ...none },
    { lines: [host(good), host('evil.com')], ...none },
    { lines: [host('evil.com'), host(good)], ...none },
    { lines: [host(`localhost:${port}`), origin(`http://${good}`)], ...none },
    { lines: [host('evil.com'), `X-Forwarded-Host: ${good}`], ...none },
    { lines: [host('evil.com'), `Forwarded: host=${good}`], ...none },
    { lines: [host(good), origin(`http://${good}`), origin(`http://${good}`)], ...none },
    { lines: [host(good), origin(`http://${good}`), origin('http://evil.com')], ...none },
    { lines: [host(good), origin('http://evil.com'), origin(`http://${good}`)], ...none },
    { lines: [host(good), `X-Origin: http://${good}`, origin('null')], ...none },
    { lines: [host(good), `Referer: http://${good}/`], ...readOnly },
    { lines: [`Host : ${good}`], ...none },
    { lines: [` Host: ${good}`], ...none },
  ]
}
