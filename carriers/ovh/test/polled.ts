import { onTestFinished } from 'vitest'
import type { DeliveryReport } from '../../../shared/rules/delivery-report.ts'
import type { InboundPayload } from '../../../shared/rules/inbound-text.ts'
import { minute } from '../../../shared/rules/timing.ts'
import type { DynamoTable, Item } from '../../../shared/stores/dynamodb/table.ts'
import { createHandler } from '../lambda/poll.ts'
import { createPollStore } from '../lambda/poll-store.ts'
import { createOvhGateway } from '../lambda/send.ts'
import type { OvhOptions } from '../stand-in/account.ts'
import { serveOvh } from '../stand-in/api.ts'
import { line, otherOvhLine, serviceName } from './example.ts'

export const begin = Date.UTC(2026, 10, 24, 20)

export const key = { applicationKey: 'application', applicationSecret: 'secret', consumerKey: 'functions' }
const rules = (['GET', 'POST', 'DELETE'] as const).map((method) => ({ method, path: '/sms/*' }))

/** A table with room for one item, which refuses what DynamoDB refuses: more than 400 KB (developer guide, quotas). */
const createSmallTable = () => {
  let kept: Item | undefined
  return {
    get: async () => kept,
    put: async (item: Item) => {
      if (JSON.stringify(item).length > 400 * 1024) throw new Error('Item size has exceeded the maximum allowed size')
      kept = item
      return true
    },
  } as Pick<DynamoTable, 'get' | 'put'>
}

/** An account with two numbers at OVHcloud, whose time passes only when a test says so. */
export const openMailbox = async (options: Partial<OvhOptions> = {}) => {
  const clock = { now: begin }
  const usual = { serviceName, numbers: [line, otherOvhLine.number], keys: [{ ...key, rules }], creditsLeft: 1000 }
  const ovh = await serveOvh({ ...usual, ...options }, () => clock.now)
  onTestFinished(ovh.stop)
  return { clock, ovh }
}

/** How requests reach an account, by its clock. */
export const accessTo = ({ clock, ovh }: Awaited<ReturnType<typeof openMailbox>>, timeoutMs = minute) => ({
  ...{ url: ovh.url, connectMs: minute, timeoutMs },
  now: () => clock.now,
})

/** A poll of an account, by default of one of its own. */
export const setUp = async (options: Partial<OvhOptions> = {}, timeoutMs = minute, mailbox = openMailbox(options)) => {
  const { clock, ovh } = await mailbox
  const published: InboundPayload[] = []
  const beatenAt: number[] = []
  const reports: DeliveryReport[] = []
  const logged: { readonly event: string; readonly fields: object }[] = []
  const counted = new Map<string, number>()
  /** What the poll's ports do, for tests to replace. */
  const ports = {
    readKey: async (): Promise<typeof key | undefined> => key,
    publish: async (payload: InboundPayload): Promise<void> => void published.push(payload),
    publishBeat: async (): Promise<void> => void beatenAt.push(clock.now),
    report: async (report: DeliveryReport): Promise<boolean> => reports.push(report) > 0,
  }
  const table = createSmallTable()
  const store = createPollStore(table as DynamoTable, serviceName)
  const access = accessTo(await mailbox, timeoutMs)
  const handler = createHandler({
    access,
    serviceName,
    readKey: () => ports.readKey(),
    texts: { publish: (payload) => ports.publish(payload), publishBeat: () => ports.publishBeat() },
    claims: { report: (report) => ports.report(report) },
    store,
    telemetry: {
      count: (metric, value = 1) => counted.set(metric, (counted.get(metric) ?? 0) + value),
      log: (event, fields) => logged.push({ event, fields }),
    },
    config: {
      lines: [line, otherOvhLine.number, '+32460000000'].map((number) => ({
        number,
        carrier: number.startsWith('+33') ? ('ovh' as const) : ('aws' as const),
        language: 'fr',
        budget: 'default',
      })),
    },
    now: () => clock.now,
    newToken: () => 'token',
  })
  return {
    ...{ clock, ovh, ports, published, beatenAt, reports, logged, counted, table },
    memory: () => store.read(),
    /** Polls, and then lets a minute pass. */
    poll: async (times = 1): Promise<void> => {
      for (let i = 0; i < times; i++) {
        await handler()
        clock.now += minute
        ovh.catchUp()
      }
    },
    text: async (from: string, words = 'Salut', to = line): Promise<string> =>
      (await ovh.account.phones.get(to)?.text(from, words)) ?? '',
    /** The ids of the texts that were published, in that order. */
    ids: (): readonly number[] => published.map(({ inboundMessageId }) => Number(inboundMessageId)),
    /** Makes OVHcloud delete none of its texts, and say that they are not there. */
    keep: (): void => void Object.assign(ovh.account.incomingOf(line) ?? {}, { delete: () => false }),
    /** So many texts that wait from this id on, whatever OVHcloud says about them. */
    pileUp: (first: number, n = 1, incoming: object = {}): void => {
      for (let id = first; id < first + n; id++) {
        const creationDatetime = new Date(clock.now).toISOString()
        const usual = { id, sender: '+33612345678', message: 'Salut', creationDatetime }
        ovh.account.incomingOf(line)?.set(id, { ...usual, ...incoming })
      }
    },
    /** Sends a reply, and lets OVHcloud deliver it. */
    reply: async (inboundId: string, to = '+33612345678') => {
      const gateway = createOvhGateway({ ...access, serviceName, readKey: async () => key }, access)
      const result = await gateway.send({ inboundId, from: line, to, text: 'Arrêtez.', maxPricePerReplyUsd: 0 })
      ovh.catchUp()
      return result
    },
    /** How many texts OVHcloud still has. */
    kept: (): number => ovh.account.incomingOf(line)?.size ?? 0,
  }
}
