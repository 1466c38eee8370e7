import { isWithin } from '../paths.ts'
import { plain, type Scene, signal, touch } from '../scene.ts'
import { readAddress } from '../urls.ts'
import type { Act } from './act.ts'

/** Places that images usually come from. */
const USUAL_IMAGES =
  /^(?:docker\.io|(?:[\w-]+\.)*(?:ghcr\.io|quay\.io|gcr\.io|pkg\.dev|k8s\.io|azurecr\.io|amazonaws\.com|microsoft\.com|redhat\.(?:io|com)|nvcr\.io|lscr\.io|gitlab\.com|docker\.com)|public\.ecr\.aws|localhost|127\.0\.0\.1)$/

const REACHES_MACHINE =
  /--privileged(?: |$|=true)|--pid[= ]host|--cap-add[= ](?:ALL|SYS_ADMIN|SYS_PTRACE|SYS_MODULE)|(?:docker|podman|containerd|crio)\.sock|(?:-v|--volume)[= ]?\/:|source=\/,|src=\/,/

/** Something of a stranger that gets the whole machine. */
export const foreignImage: Act = (scene, call, line) => {
  if (!/(?:^| )(?:run|create)(?: |$)/.test(line) || !REACHES_MACHINE.test(line)) return
  const image = call.args.find(({ text }) => /^[\w-]+(?:\.[\w-]+)+(?::\d+)?\/[\w./-]+/.test(text))
  const host = image ? readAddress(`https://${image.text}`).host : ''
  if (host !== '' && !USUAL_IMAGES.test(host))
    signal(scene, 'machine-takeover', `an image of ${host} with the rights of the machine`)
}

const WIDE_POD =
  /\bprivileged["']?\s*:\s*["']?true|\bhost(?:PID|IPC)["']?\s*:\s*["']?true|\bhostPath["']?\s*:\s*\{?\s*["']?path["']?\s*:\s*["']?\/(?:["'\s},]|$|var\/run|etc|root|proc)/
const TAKES_NODE =
  /\bnsenter\b|\bchroot\b|release_agent|\|\s*(?:ba|z|da)?sh\b|\bxmrig\b|\/dev\/tcp\/|authorized_keys|\/etc\/(?:shadow|cron)/

/** Objects of a cluster, from the input or a file of this call, that take over the machines behind it. */
export const wideObjects: Act = (scene, call, line) => {
  if (!/(?:^| )(?:apply|create|replace|run|debug|patch)(?: |$)/.test(line)) return
  const files = call.args.filter((_field, at) =>
    /^(?:-f|--filename)$/.test(call.args[at - 1]?.text ?? ''),
  )
  const held = files.map((field) =>
    field.text === '-' ? call.stdin.text : scene.files.get(touch(scene, field).path)?.text,
  )
  for (const text of held) {
    if (!text) continue
    const object = text.slice(0, 8000)
    if (WIDE_POD.test(object) && TAKES_NODE.test(object))
      signal(scene, 'machine-takeover', 'a pod that reaches the machine behind the cluster')
  }
}

const SERVES =
  /^(?:-\w+ )*-m (?:http\.server|uploadserver|pyftpdlib|SimpleHTTPServer)|(?:^| )-S ?(?!localhost|127\.)\S+:\d+|-run -e httpd|(?:^| )httpd(?: |$)/
const SERVERS =
  /^(?:http-server|serve|live-server|lite-server|sirv|miniserve|darkhttpd|static-server|twistd|webfsd|thttpd|dufs|caddy|filebrowser|updog|simplehttpserver|goshs)$/
const ONLY_HERE =
  /(?:--bind|-b|--host|--interfaces?|-i|-a|--address|--listen|-l)[= ]?(?:tcp:\/\/)?(?:localhost|127\.|::1)/

/** Folders of keys. */
const KEY_FOLDER =
  /\/\.(?:ssh|gnupg|aws|kube|password-store|docker|azure|config\/(?:gcloud|gh|sops))(?:\/|$)/

/** The home, or a folder above it, served to whoever asks. */
export const servesHome: Act = (scene, call, line) => {
  if (!SERVERS.test(call.name) && !SERVES.test(line)) return
  if (ONLY_HERE.test(line) || /^(?:-h|--help|--version)(?: |$)/.test(line)) return
  const named = call.args
    .map(({ text }) => plain(text.replace(/^(?:--[\w-]+=)?file:\/\//, '')))
    .filter(({ text }) => /^(?:~|\/)[^:]*$/.test(text))
  const folders = named.length > 0 ? named : [plain('.')]
  const whole = folders.some((field) => isWithin(scene.ground.home, touch(scene, field).path))
  const keys = folders.find((field) => KEY_FOLDER.test(touch(scene, field).path))
  if (keys) signal(scene, 'exposure', `${keys.text} for the network`)
  if (whole) signal(scene, 'exposure', 'the whole home for the network')
}

/** A key of the person that is made anew over the old one, with the question answered before. */
export const renewsKey: Act = (scene, call, line) => {
  const at = call.args.findIndex(({ text }) => text === '-f')
  const file = at < 0 ? undefined : call.args[at + 1]
  if (!file || /(?:^| )-[lyBFeLR](?: |$)/.test(line)) return
  if (!/^\s*y/i.test(call.stdin.text ?? '')) return
  if (isKeyOfPerson(scene, file.text)) signal(scene, 'wholesale-loss', `the key in ${file.text}`)
}

function isKeyOfPerson(scene: Scene, text: string): boolean {
  return /\/\.ssh\/(?:id_\w+|identity)$/.test(touch(scene, plain(text)).path)
}
