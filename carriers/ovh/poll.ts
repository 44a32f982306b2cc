import * as z from 'zod/mini'
import type { TextPublisher } from '../../shared/adapters/text-publisher.ts'
import { noteDelivery } from '../../shared/note-delivery.ts'
import type { ClaimStore, Telemetry } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import { messageId } from '../../shared/rules/inbound-sms.ts'
import { errorName, logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { hour, second } from '../../shared/rules/timing.ts'
import { accountPath, numberPath, type OvhAccess, type OvhKey, OvhRefusal, readOvh } from './api.ts'
import { areLow, creditDaysLeft, type Reading, readEveryMs, withReading } from './credits.ts'
import type { PollStore } from './poll-store.ts'
import { deliveryOf, finalReceipts, incoming, outgoing, payloadOf } from './records.ts'
import { ovhLogEvents, ovhMetricNames } from './traits.ts'

/** No text or report is begun later than this in a poll, so that it ends before its time-out, and that before the next poll begins. */
const pollMs = 35 * second
export const pollTimeoutMs = 50 * second

/** How many requests are made at a time. */
const parallel = 4

/** How long OVHcloud is asked about a reply that has no final receipt. */
const awaitReceiptMs = 72 * hour

/** The most ids of published texts that are remembered. An item holds 400 KB (DynamoDB developer guide, quotas), and an id takes ten bytes. */
const keptIds = 10_000

/** What the handler needs: its ports, the stage's config, and time. */
type Dependencies = {
  readonly access: Omit<OvhAccess, 'key'>
  readonly serviceName: string
  /** Gives the functions' key; undefined before a line is attached. */
  readonly readKey: () => Promise<OvhKey | undefined>
  readonly texts: TextPublisher
  readonly claims: Pick<ClaimStore, 'report'>
  readonly store: PollStore
  readonly telemetry: Telemetry
  readonly config: Pick<Config, 'lines'>
  readonly now: () => number
  readonly newToken: () => string
}

/** One poll: what it depends on, its key, when it has to stop, whether OVHcloud has stopped it, and how many requests it had to leave. */
type Poll = Dependencies & { readonly key: OvhKey; readonly until: number; throttled: boolean; left: number }

/**
 * Creates the Lambda handler, which EventBridge calls every minute. It publishes each new text and deletes it at OVHcloud, then notes what
 * became of replies and deletes these. Whatever a poll can't finish stays at OVHcloud for the next: a text that is published twice is a
 * duplicate, and of two reports one counts. EventBridge may call twice for one minute (user guide, troubleshooting), which is as harmless.
 */
export const createHandler = (dependencies: Dependencies) => async (): Promise<void> => {
  const { readKey, config, now } = dependencies
  const until = now() + pollMs
  const key = await readKey()
  if (key === undefined) return
  const poll: Poll = { ...dependencies, key, until, throttled: false, left: 0 }
  const memory = await poll.store.read()
  const lines = config.lines.flatMap(({ carrier, number }) => (carrier === 'ovh' ? [number] : []))
  // The credits come first: they matter most when there are too many texts for anything else.
  const readings = await readCredits(poll, memory.readings)
  const published = await takeTexts(poll, lines, memory.published)
  await takeReports(poll, lines)
  if (poll.left > 0) poll.telemetry.log(ovhLogEvents.pollCutShort, { left: poll.left })
  if (readings !== memory.readings || published.join() !== memory.published.join())
    await poll.store.write({ published, readings })
}

/** A record at OVHcloud: a text that a line received, or sent. */
type Item = { readonly line: string; readonly id: number }

/** Publishes each text that is not among those that were, and deletes it. Returns the ids of those that could not be deleted. */
const takeTexts = async (
  poll: Poll,
  lines: readonly string[],
  publishedBefore: readonly number[],
): Promise<readonly number[]> => {
  const published = new Set(publishedBefore)
  await each(poll, await list(poll, lines, 'incoming'), async ({ line, id }) => {
    const path = `${numberPath(poll.serviceName, line)}/incoming/${id}`
    await ifThere(async () => {
      if (!published.has(id)) {
        await poll.texts.publish(payloadOf(await ask(poll, path, incoming), line))
        published.add(id)
      }
      await remove(poll, path)
    })
    published.delete(id)
  })
  return [...published].slice(-keptIds)
}

/**
 * Notes what became of each reply that has a final receipt, or has waited for one too long, and deletes it. So are texts that the number sent
 * otherwise, of which we know nothing.
 */
const takeReports = async (poll: Poll, lines: readonly string[]): Promise<void> => {
  const old = new Date(poll.now() - awaitReceiptMs).toISOString()
  const filters = [...finalReceipts.map((receipt) => `deliveryReceipt=${receipt}`), `creationDatetime.to=${old}`]
  const found: Item[] = []
  for (const filter of filters) found.push(...(await list(poll, lines, `outgoing?${filter}`)))
  await each(poll, found, ({ line, id }) =>
    ifThere(async () => {
      const path = `${numberPath(poll.serviceName, line)}/outgoing/${id}`
      const sent = await ask(poll, path, outgoing)
      const { data: inboundId } = messageId.safeParse(sent.tag)
      if (inboundId !== undefined) await noteDelivery(poll, 'ovh', { inboundId, status: deliveryOf(sent), costUsd: 0 })
      await remove(poll, path)
    }),
  )
}

/** Reads the credits that are left, if it is time to. Returns the readings of the last week. */
const readCredits = async (poll: Poll, before: readonly Reading[]): Promise<readonly Reading[]> => {
  const { now, serviceName, telemetry } = poll
  let readings = before
  const isDue = now() - (before.at(-1)?.at ?? 0) >= readEveryMs
  await each(poll, isDue ? [accountPath(serviceName)] : [], async (path) => {
    const { creditsLeft: left } = await ask(poll, path, z.object({ creditsLeft: z.number() }))
    readings = withReading(before, { at: now(), left })
    telemetry.count(ovhMetricNames.creditsLeft, left)
    const days = creditDaysLeft(readings)
    if (days !== undefined) telemetry.count(ovhMetricNames.creditDaysLeft, days)
    if (!areLow(readings)) return
    telemetry.count(ovhMetricNames.creditsLow)
    telemetry.log(ovhLogEvents.creditsLow, { left })
  })
  return readings
}

/** The ids of a list, oldest first as far as ids tell: OVH's schema has neither an order nor pages. */
const list = async (poll: Poll, lines: readonly string[], what: string): Promise<readonly Item[]> => {
  const items: Item[] = []
  await each(poll, lines, async (line) => {
    const ids = await ask(poll, `${numberPath(poll.serviceName, line)}/${what}`, z.array(z.int()))
    items.push(...ids.map((id) => ({ line, id })))
  })
  return items.toSorted((a, b) => a.id - b.id)
}

/**
 * Works on several items at a time. One that fails is left to the next poll, as are all others once the time is up or OVHcloud throttles, which
 * is no error.
 */
const each = async <Work>(poll: Poll, items: readonly Work[], work: (item: Work) => Promise<void>): Promise<void> => {
  const waiting = [...items]
  const worker = async (): Promise<void> => {
    while (!poll.throttled && poll.now() < poll.until) {
      const [item] = waiting.splice(0, 1)
      if (item === undefined) return
      await work(item).catch((error: unknown) => note(poll, error))
    }
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  poll.left += waiting.length
}

const note = (poll: Poll, error: unknown): void => {
  if (error instanceof OvhRefusal && error.status === 429) {
    poll.throttled = true
    poll.left++
    return
  }
  poll.telemetry.count(metricNames.textsFailed)
  poll.telemetry.log(logEvents.textFailed, { error: errorName(error) })
}

const ask = <T>({ access, key }: Poll, path: string, schema: z.ZodMiniType<T>): Promise<T> =>
  readOvh({ ...access, key }, { method: 'GET', path }, schema)

const remove = ({ access, key }: Poll, path: string): Promise<unknown> =>
  readOvh({ ...access, key }, { method: 'DELETE', path }, z.unknown())

/** Does something with a record. One that is not there any more was deleted by a poll that overlapped with this one, or in another list. */
const ifThere = (work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => {
    if (!(error instanceof OvhRefusal && error.status === 404)) throw error
  })
