import { onTestFinished } from 'vitest'

import { createHandler } from '../../../carriers/ovh/poll.ts'
import type { PollMemory } from '../../../carriers/ovh/poll-store.ts'
import { type OvhOptions, serveOvh } from '../../../emulator/index.ts'
import type { DeliveryReport } from '../../../shared/rules/delivery-report.ts'
import type { InboundPayload } from '../../../shared/rules/inbound-sms.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { line, otherOvhLine, serviceName } from './example.ts'

export const begin = Date.UTC(2026, 10, 24, 20)

const key = { applicationKey: 'application', applicationSecret: 'secret', consumerKey: 'functions' }
const rules = (['GET', 'POST', 'DELETE'] as const).map((method) => ({ method, path: '/sms/*' }))

/** A poll of an account with two numbers, whose time passes only when a test says so. */
export const setUp = async (options: Partial<OvhOptions> = {}) => {
  const clock = { now: begin }
  const ovh = await serveOvh(
    { serviceName, numbers: [line, otherOvhLine.number], keys: [{ ...key, rules }], creditsLeft: 1000, ...options },
    () => clock.now,
  )
  onTestFinished(ovh.stop)
  const published: InboundPayload[] = []
  const reports: DeliveryReport[] = []
  const logged: { readonly event: string; readonly fields: object }[] = []
  const counted = new Map<string, number>()
  /** What the poll's ports do, for tests to replace. */
  const ports = {
    readKey: async (): Promise<typeof key | undefined> => key,
    publish: async (payload: InboundPayload): Promise<void> => void published.push(payload),
    report: async (report: DeliveryReport): Promise<boolean> => reports.push(report) > 0,
  }
  let memory: PollMemory = { published: [], readings: [] }
  const access = { url: ovh.url, now: () => clock.now, connectMs: minute, timeoutMs: minute }
  const handler = createHandler({
    access,
    serviceName,
    readKey: () => ports.readKey(),
    texts: { publish: (payload) => ports.publish(payload) },
    claims: { report: (report) => ports.report(report) },
    store: {
      read: async () => memory,
      write: async (known) => {
        memory = known
      },
    },
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
    ...{ clock, ovh, access, key, ports, published, reports, logged, counted },
    memory: () => memory,
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
    /** How many texts OVHcloud still has. */
    kept: (): number => ovh.account.incomingOf(line)?.size ?? 0,
  }
}
