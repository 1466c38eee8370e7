import { isKnown, type Stream } from '../scene.ts'

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
