import type { ReactElement } from 'react'

const WINDOW = <rect x="1.9" y="2.9" width="12.2" height="10.2" rx="1.4" />

/** The icon set: 16 px grid, 1.4 px stroke, round ends, no fill. Icons name places and objects. */
export const iconShapes = {
  agent: (
    <>
      <path d="m8 2 5.2 3v6L8 14l-5.2-3V5z" />
      <circle cx="8" cy="8" r="1.6" />
    </>
  ),
  archive: <path d="M2.2 3h11.6v3H2.2zM3.2 6v7.2h9.6V6M6.4 8.6h3.2" />,
  'arrow-down': <path d="M8 3v9.6M3.9 8.6 8 12.7l4.1-4.1" />,
  'arrow-right': <path d="M3 8h9.6M8.8 4l4 4-4 4" />,
  attach: (
    <path d="m12.8 7.6-4.9 4.9a3 3 0 0 1-4.3-4.3l5.2-5.2a2 2 0 0 1 2.9 2.9l-5.2 5.1a1 1 0 0 1-1.4-1.4l4.7-4.7" />
  ),
  bell: <path d="M4 11V7a4 4 0 0 1 8 0v4l1.2 1.2H2.8zM6.8 14h2.4" />,
  board: <path d="M2.2 3h3.2v9.8H2.2zM6.4 3h3.2v6.4H6.4zM10.6 3h3.2v8h-3.2z" />,
  branch: (
    <>
      <circle cx="4.4" cy="3.6" r="1.6" />
      <circle cx="4.4" cy="12.4" r="1.6" />
      <circle cx="11.6" cy="5.2" r="1.6" />
      <path d="M4.4 5.2v5.6M11.6 6.8c0 2.6-4.4 2-6.6 4.2" />
    </>
  ),
  chain: (
    <path d="m6.5 9.5 3-3M7.4 4.9l1.2-1.2a2.6 2.6 0 0 1 3.7 3.7l-1.2 1.2M8.6 11.1l-1.2 1.2a2.6 2.6 0 0 1-3.7-3.7l1.2-1.2" />
  ),
  check: <path d="m3 8.6 3.3 3.3L13 4.6" />,
  'chevron-down': <path d="m3.8 6.2 4.2 4.2 4.2-4.2" />,
  'chevron-left': <path d="M9.8 3.8 5.6 8l4.2 4.2" />,
  'chevron-right': <path d="m6.2 3.8 4.2 4.2-4.2 4.2" />,
  'chevron-up': <path d="m3.8 9.8 4.2-4.2 4.2 4.2" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.9" />
      <path d="M8 4.8V8l2.2 1.6" />
    </>
  ),
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  copy: (
    <>
      <rect x="5.4" y="5.4" width="8.2" height="8.2" rx="1.2" />
      <path d="M3.6 10.6H3a.8.8 0 0 1-.8-.8V3.2c0-.4.3-.8.8-.8h6.6c.4 0 .8.4.8.8v.4" />
    </>
  ),
  database: (
    <>
      <ellipse cx="8" cy="4" rx="5.2" ry="2" />
      <path d="M2.8 4v8c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2V4M2.8 8c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2" />
    </>
  ),
  door: (
    <path d="M3.6 13.8V4.6a2.4 2.4 0 0 1 2.4-2.4h4a2.4 2.4 0 0 1 2.4 2.4v9.2M1.9 13.8h12.2M9.9 8.3v.9" />
  ),
  download: <path d="M8 2.4v7.4M5 7l3 3 3-3M2.6 9.4v4.2h10.8V9.4" />,
  drive: (
    <>
      <rect x="2.2" y="3.6" width="11.6" height="8.8" rx="1.4" />
      <path d="M4.6 9.8h4M11.2 9.8h.01" />
    </>
  ),
  export: <path d="M8 9.8V2.4M5 5.2l3-3 3 3M2.6 9.4v4.2h10.8V9.4" />,
  external: <path d="M9.4 2.6h4v4M13.2 2.8 7.6 8.4M6.8 3.4H2.8v9.8h9.8v-4" />,
  eye: (
    <>
      <path d="M1.6 8C3.2 5.2 5.4 3.8 8 3.8S12.8 5.2 14.4 8c-1.6 2.8-3.8 4.2-6.4 4.2S3.2 10.8 1.6 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  file: <path d="M4 2h4.8L12 5.2V14H4zM8.7 2.2v3.1h3.1" />,
  filter: <path d="M2.4 4.4h11.2M4.6 8h6.8M6.6 11.6h2.8" />,
  folder: (
    <path d="M2 12.2V4.4c0-.6.4-1 1-1h3.2l1.6 1.8H13c.6 0 1 .4 1 1v6c0 .6-.4 1-1 1H3c-.6 0-1-.4-1-1z" />
  ),
  gauge: <path d="M2.7 12a5.9 5.9 0 1 1 10.6 0M8 9.6l2.5-3.3" />,
  gear: (
    <>
      <circle cx="8" cy="8" r="2.2" />
      <path d="M8 1.9v1.8M8 12.3v1.8M1.9 8h1.8M12.3 8h1.8M3.7 3.7 5 5M11 11l1.3 1.3M12.3 3.7 11 5M5 11l-1.3 1.3" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5.9" />
      <path d="M2.3 8h11.4M8 2.2c3.4 3.6 3.4 8 0 11.6M8 2.2c-3.4 3.6-3.4 8 0 11.6" />
    </>
  ),
  grip: <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" strokeWidth="2.2" />,
  image: (
    <>
      {WINDOW}
      <circle cx="5.6" cy="6.2" r="1.2" />
      <path d="m2.4 12 3.8-3.4 2.4 2.2 2.2-2 3 2.8" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.9" />
      <path d="M8 7.4v3.4M8 5.1v.01" />
    </>
  ),
  key: (
    <>
      <circle cx="5.3" cy="10.7" r="2.9" />
      <path d="m7.4 8.6 5.9-5.9M10.6 5.4l2 2" />
    </>
  ),
  laptop: (
    <>
      <rect x="3" y="3" width="10" height="7.2" rx="1.1" />
      <path d="M1.4 12.8h13.2" />
    </>
  ),
  list: <path d="M5.6 4.2h8M5.6 8h8M5.6 11.8h8M2.6 4.2h.01M2.6 8h.01M2.6 11.8h.01" />,
  lock: (
    <>
      <rect x="3.2" y="7" width="9.6" height="6.6" rx="1.3" />
      <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  maximise: <rect x="3.8" y="3.8" width="8.4" height="8.4" rx="1" />,
  minimise: <path d="M3.6 8.5h8.8" />,
  more: <path d="M3.2 8h.01M8 8h.01M12.8 8h.01" strokeWidth="2.2" />,
  note: <path d="M2.6 3h10.8v7.4l-3 2.8H2.6zM13.2 10.4h-2.8v2.6M5 6h6M5 8.6h3.6" />,
  'panel-left': (
    <>
      {WINDOW}
      <path d="M6.2 3v10" />
    </>
  ),
  'panel-right': (
    <>
      {WINDOW}
      <path d="M9.8 3v10" />
    </>
  ),
  pause: <path d="M5.6 3.6v8.8M10.4 3.6v8.8" strokeWidth="2" />,
  pencil: <path d="m3 13 .6-2.8 7.2-7.2 2.2 2.2-7.2 7.2zM9.4 4.4l2.2 2.2" />,
  person: (
    <>
      <circle cx="8" cy="5.2" r="2.8" />
      <path d="M2.6 13.8c.6-2.8 2.7-4.2 5.4-4.2s4.8 1.4 5.4 4.2" />
    </>
  ),
  phone: (
    <>
      <rect x="4.4" y="1.7" width="7.2" height="12.6" rx="1.6" />
      <path d="M7.2 12.2h1.6" />
    </>
  ),
  play: <path d="M5 3.4v9.2L12.4 8z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  refresh: <path d="M3.1 8.4a5 5 0 1 0 1.5-4M4.3 1.9v2.8h2.8" />,
  restore: (
    <>
      <rect x="3" y="5.2" width="7.8" height="7.8" rx="1" />
      <path d="M5.6 5V3.6c0-.4.3-.6.6-.6h6.2c.4 0 .6.3.6.6v6.2c0 .4-.3.6-.6.6H11" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="m10.3 10.3 3.3 3.3" />
    </>
  ),
  send: <path d="M8 13V3.4M3.9 7.4 8 3.3l4.1 4.1" />,
  server: (
    <>
      <rect x="2.2" y="2.8" width="11.6" height="4.4" rx="1" />
      <rect x="2.2" y="8.8" width="11.6" height="4.4" rx="1" />
      <path d="M4.6 5h.01M4.6 11h.01M8 5h3.4M8 11h3.4" />
    </>
  ),
  split: (
    <>
      {WINDOW}
      <path d="M8 3v10" />
    </>
  ),
  stop: <rect x="4" y="4" width="8" height="8" rx="1.2" />,
  terminal: (
    <>
      {WINDOW}
      <path d="m4.6 6 2 2-2 2M8.2 10.3h3" />
    </>
  ),
  thinking: <path d="M3 6.2c2-2.4 3.4-2.4 5 0s3 2.4 5 0M3 10.4c2-2.4 3.4-2.4 5 0s3 2.4 5 0" />,
  trash: <path d="M2.8 4.4h10.4M6 4.2V2.6h4v1.6M4.2 4.6l.6 9h6.4l.6-9M6.8 7v4M9.2 7v4" />,
  undo: <path d="M5.4 3 2.6 5.8l2.8 2.8M2.8 5.8h6.4a4 4 0 0 1 0 7.8H6" />,
  warning: (
    <>
      <path d="M8 2.6 14 13H2z" />
      <path d="M8 6.4v3.2M8 11.3v.01" />
    </>
  ),
} satisfies Record<string, ReactElement>
