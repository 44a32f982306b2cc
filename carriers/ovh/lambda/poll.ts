import * as z from 'zod/mini'
import type { createTextPublisher } from '../../../shared/adapters/text-publisher.ts'
import { noteDelivery } from '../../../shared/note-delivery.ts'
import type { ClaimStore, Telemetry } from '../../../shared/ports.ts'
import { isBeatPublishedAt } from '../../../shared/rules/beat.ts'
import type { Config } from '../../../shared/rules/config.ts'
import { messageId } from '../../../shared/rules/inbound-text.ts'
import { silencedBecause } from '../../../shared/rules/telemetry.ts'
import { hour, second } from '../../../shared/rules/timing.ts'
import { accountPath, OtherForm, type OvhAccess, type OvhKey } from '../api.ts'
import { areLow, creditDaysLeft, ovhMetricNames, type Reading, readEveryMs, withReading } from './credits.ts'
import {
  ask,
  each,
  type Item,
  ifThere,
  isRefusal,
  leastOfEach,
  list,
  newTextsOf,
  noteFailure,
  pathOf,
  type Requests,
  remove,
  requestsOf,
  rotated,
} from './poll-requests.ts'
import { type Aside, type Fate, isSame, type PollStore } from './poll-store.ts'
import { deliveryOf, finalReceipts, incoming, outgoing, payloadOf } from './records.ts'

/** A poll ends before its time-out, and that within the minute. */
export const pollTimeoutMs = 50 * second

/** A reply without a final receipt is overdue after this long. */
const overdueAfterMs = 72 * hour

type Dependencies = {
  readonly access: Omit<OvhAccess, 'key'>
  readonly serviceName: string
  /** Gives the functions' key; undefined before a line is attached. */
  readonly readKey: () => Promise<OvhKey | undefined>
  readonly texts: ReturnType<typeof createTextPublisher>
  readonly claims: Pick<ClaimStore, 'report'>
  readonly store: PollStore
  readonly telemetry: Telemetry
  readonly config: Pick<Config, 'lines'>
  readonly now: () => number
  readonly newToken: () => string
}

type Poll = Omit<Dependencies, 'access'> & Requests

/**
 * Creates the Lambda handler, which Scheduler calls every minute. It publishes new texts, and the beat once an hour,
 * notes what became of replies, and deletes texts and reports at OVHcloud. What it can't finish stays there for the
 * next poll. Two polls at once, which Scheduler may start ("at-least-once": user guide, what it is), only make
 * duplicates. OVHcloud could call us instead, but its calls are neither signed nor documented (ovh/docs, issue 1496).
 */
export const createHandler = (dependencies: Dependencies) => async (): Promise<void> => {
  const { readKey, config, now } = dependencies
  const begunAt = now()
  // It is not heard unless this function is called, and may publish.
  if (isBeatPublishedAt(begunAt)) await dependencies.texts.publishBeat()
  const key = await readKey()
  if (key === undefined) return
  const poll: Poll = { ...dependencies, ...requestsOf({ ...dependencies.access, key }, begunAt) }
  const memory = await poll.store.read()
  const lines = config.lines.flatMap(({ carrier, number }) => (carrier === 'ovh' ? [number] : []))
  // The credits come first: they matter most when there are too many texts for anything else.
  const readings = await readCredits(poll, memory.readings)
  const { items: texts, isWhole } = await list(poll, lines, ['incoming'])
  // If all lists were read, a text that isn't listed any more was deleted, even if the answer to that was lost.
  const aside = isWhole ? stillAmong(texts, memory.aside) : new Map(memory.aside)
  const those = (are: (fate: Fate | undefined) => boolean) => texts.filter(({ id }) => are(aside.get(id)))
  const [fresh, published] = [those((fate) => fate === undefined), those((fate) => fate === 'published')]
  const unread = those((fate) => fate === 'unreadable' || typeof fate === 'number')
  const take = (text: Item) => publish(poll, text, aside)
  const drop = (text: Item) => remove(poll, pathOf(poll, text))
  const newTexts = newTextsOf(lines.length)
  await each(poll, fresh.slice(0, newTexts), take)
  await takeReports(poll, lines)
  await each(poll, rotated(poll, unread).slice(0, leastOfEach), take)
  const justPublished = [...fresh, ...unread].filter(({ id }) => aside.get(id) === 'published')
  const toDrop = [...justPublished, ...rotated(poll, published)]
  await each(poll, toDrop.slice(0, leastOfEach), drop)
  // The requests that are left are for new texts first.
  await each(poll, fresh.slice(newTexts), take)
  await each(poll, toDrop.slice(leastOfEach), drop)
  // The next polls do what this one left.
  if (poll.left > 0) poll.telemetry.log('poll cut short', { left: poll.left })
  if (readings !== memory.readings || !isSame(aside, memory.aside)) await poll.store.write({ aside, readings })
}

const stillAmong = (texts: readonly Item[], before: Aside): Map<number, Fate> =>
  new Map(
    texts.flatMap(({ id }) => {
      const fate = before.get(id)
      return fate === undefined ? [] : [[id, fate]]
    }),
  )

const publish = async (poll: Poll, text: Item, aside: Map<number, Fate>): Promise<void> => {
  const payload = await readText(poll, text, aside)
  if (payload === undefined) return
  aside.set(text.id, aside.get(text.id) ?? 1)
  await poll.texts.publish(payload)
  aside.set(text.id, 'published')
}

/** After so many failures, OVHcloud is taken never to give a text out: an outage rarely lists texts for as long. */
const mostFailures = 10

/** Reads a text; undefined for one that OVHcloud doesn't give out, or in a form that this version can't read. */
const readText = async (poll: Poll, text: Item, aside: Map<number, Fate>) => {
  const before = aside.get(text.id)
  try {
    return payloadOf(await ask(poll, pathOf(poll, text), incoming), text.line)
  } catch (error) {
    if (isRefusal(error, 429)) throw error
    const failures = typeof before === 'number' ? before + 1 : 1
    const isUnreadable = before === 'unreadable' || error instanceof OtherForm || failures > mostFailures
    aside.set(text.id, isUnreadable ? 'unreadable' : failures)
    if (isUnreadable && before !== 'unreadable') noteUnreadable(poll, text)
    // A poll that overlaps with this one may have deleted it.
    if (!isUnreadable && !isRefusal(error, 404)) noteFailure(poll, error, { inboundId: String(text.id) })
    return undefined
  }
}

const noteUnreadable = ({ telemetry }: Poll, { id }: Item): void => {
  telemetry.count(silencedBecause('malformed'))
  telemetry.log('text unreadable', { inboundId: String(id) })
}

/** Notes what became of replies with a final or an overdue receipt, and deletes these and other sent texts. */
const takeReports = async (poll: Poll, lines: readonly string[]): Promise<void> => {
  const old = new Date(poll.now() - overdueAfterMs).toISOString()
  const filters = [...finalReceipts.map((receipt) => `deliveryReceipt=${receipt}`), `creationDatetime.to=${old}`]
  const { items } = await list(
    poll,
    lines,
    filters.map((filter) => `outgoing?${filter}`),
  )
  const take = (reply: Item) => ifThere(() => takeReport(poll, pathOf(poll, reply, 'outgoing')))
  await each(poll, rotated(poll, items).slice(0, leastOfEach), take)
}

const takeReport = async (poll: Poll, path: string): Promise<void> => {
  const sent = await ask(poll, path, outgoing)
  const { data: inboundId } = messageId.safeParse(sent.tag)
  if (inboundId !== undefined) await noteDelivery(poll, 'ovh', { inboundId, status: deliveryOf(sent), costUsd: 0 })
  await remove(poll, path)
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
    telemetry.log('credits low', { left })
  })
  return readings
}
