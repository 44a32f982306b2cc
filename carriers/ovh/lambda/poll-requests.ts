import * as z from 'zod/mini'
import type { Telemetry } from '../../../shared/ports.ts'
import { errorName, logEvents, metricNames } from '../../../shared/rules/telemetry.ts'
import { minute, second } from '../../../shared/rules/timing.ts'
import { numberPath, type OvhAccess, type OvhMethod, OvhRefusal, readOvh } from '../api.ts'

/**
 * "If you are not over 60 req/min by consumer key, you should be ok" (a developer of OVHcloud's in python-ovh, issue
 * 81); its limits aren't documented. Replies, which are sent with the same key, get what is left.
 */
const requestsPerPoll = 50

/** The least of each kind of work that a poll does, so that nothing crowds out anything else. */
export const leastOfEach = 5

/** Returns the least of new texts: what credits, lists and the least of all else leave. A report takes two requests. */
export const newTextsOf = (lines: number): number =>
  Math.max(leastOfEach, requestsPerPoll - 1 - 5 * lines - 4 * leastOfEach)

const pollMs = 35 * second

const parallel = 4

/** The requests of one poll: how many are left, until when, whether it was throttled, and how much it left undone. */
export type Requests = {
  readonly access: OvhAccess
  readonly until: number
  requests: number
  throttled: boolean
  left: number
}

export const requestsOf = (access: OvhAccess, begunAt: number): Requests => ({
  access,
  until: begunAt + pollMs,
  requests: requestsPerPoll,
  throttled: false,
  left: 0,
})

type Asking = Requests & {
  readonly serviceName: string
  readonly telemetry: Telemetry
  readonly now: () => number
}

/** A record at OVHcloud: a text that a line received, or sent. */
export type Item = { readonly line: string; readonly id: number }

export const pathOf = ({ serviceName }: Asking, { line, id }: Item, what = 'incoming'): string =>
  `${numberPath(serviceName, line)}/${what}/${id}`

/** Lists records, newest first: no flood holds up a text. That ids grow is assumed; OVH's schema has no order. */
export const list = async (poll: Asking, lines: readonly string[], whats: readonly string[]) => {
  const asked = lines.flatMap((line) =>
    whats.map((what) => ({ line, path: `${numberPath(poll.serviceName, line)}/${what}` })),
  )
  const found: (readonly Item[])[] = []
  await each(poll, asked, async ({ line, path }) => {
    const ids = await ask(poll, path, z.array(z.int()))
    found.push(ids.map((id) => ({ line, id })))
  })
  const items = found.flat().toSorted((a, b) => b.id - a.id)
  return { items: items.filter(({ id }, i) => id !== items[i - 1]?.id), isWhole: found.length === asked.length }
}

/** Rotates the items further each minute, so that those that always fail don't crowd out others. */
export const rotated = ({ now }: Asking, items: readonly Item[]): readonly Item[] => {
  const begin = (Math.floor(now() / minute) * leastOfEach) % items.length
  return [...items.slice(begin), ...items.slice(0, begin)]
}

/** Works on several items at a time, until the time or the requests are used up, or OVHcloud throttles. */
export const each = async <Work>(poll: Asking, items: readonly Work[], work: (item: Work) => Promise<void>) => {
  let next = 0
  const worker = async (): Promise<void> => {
    while (!poll.throttled && poll.requests > 0 && poll.now() < poll.until) {
      const item = items[next]
      if (item === undefined) return
      next++
      await work(item).catch((error: unknown) => note(poll, error))
    }
  }
  await Promise.all(Array.from({ length: parallel }, worker))
  poll.left += items.length - next
}

const note = (poll: Asking, error: unknown): void => {
  if (isRefusal(error, 429)) {
    poll.throttled = true
    poll.left++
    return
  }
  noteFailure(poll, error)
}

/** Counts and logs a failure, with the id of the text if it is about one. The next poll tries again. */
export const noteFailure = ({ telemetry }: Asking, error: unknown, text: { readonly inboundId?: string } = {}) => {
  telemetry.count(metricNames.textsFailed)
  telemetry.log(logEvents.textFailed, { ...text, error: errorName(error) })
}

export const isRefusal = (error: unknown, status: number): boolean =>
  error instanceof OvhRefusal && error.status === status

export const ask = <T>(poll: Asking, path: string, schema: z.ZodMiniType<T>, method: OvhMethod = 'GET'): Promise<T> => {
  poll.requests--
  return readOvh(poll.access, { method, path }, schema)
}

export const remove = (poll: Asking, path: string): Promise<void> =>
  ifThere(async () => void (await ask(poll, path, z.unknown(), 'DELETE')))

/** Works on a record. If it is gone, a poll that overlapped with this one has deleted it. */
export const ifThere = (work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => {
    if (!isRefusal(error, 404)) throw error
  })
