import { isKnown, type Stream } from '../scene.ts'
import { hostKind, readAddress } from '../urls.ts'

/** Ports of databases, queues and daemons, which take orders from whoever connects. */
const SERVICES =
  /^(?:2375|2376|2379|3306|4243|5432|5672|5984|6379|6380|7000|7700|8086|8200|8500|9042|9092|9200|9300|11211|15672|27017|33060)$/
/** Words with which such services are told to change or end something. */
const ORDERS =
  /\b(?:flush(?:all|db|_all)?|shutdown|slaveof|replicaof|eval|script|module|del|unlink|set|drop|delete|truncate|update|insert|post|put|patch|purge|kill|stop|reconfig)\b/i

/** Whether what is sent to a port of this machine may tell a service to change something. */
export function ordersService(port: string, sent: Stream): boolean {
  if (sent.text === '') return false
  if (sent.text === null || !isKnown(sent.text)) return SERVICES.test(port) || !isKnown(port)
  return ORDERS.test(sent.text)
}

/** Ports that servers of a project take while they are worked on. */
const OWN_PORT =
  /^(?:3[01]\d\d|4[012]\d\d|4321|500[0-5]|5055|517\d|80(?:00|[1-7]\d|80|85)|8787|8888|1337)$/
/** What such a server is not asked for: orders of services that keep data or run things. */
const RESOURCES =
  /\/_|\/(?:purge|shutdown|drop|flush|namespaces|connectors|subjects|buckets|collections|indexes|databases|containers|volumes|images|admin\/tenants)(?:[/?]|$)|\*/i

/** Whether an address is a resource of the project's own server on this machine. */
export function isOwnServer(url: string): boolean {
  const { host, port, rest } = readAddress(url)
  return hostKind(host) === 'local' && OWN_PORT.test(port) && isKnown(rest) && !RESOURCES.test(rest)
}
