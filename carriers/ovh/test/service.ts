import * as z from 'zod/mini'
import { placed } from '../../../emulator/index.ts'
import { unreportedBy } from '../../../shared/rules/telemetry.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { noon, readOrFail, readPublished, type Service, unreadable } from '../../test/service.ts'
import { askOvh, readOvh } from '../api.ts'
import { ovhMetricNames } from '../lambda/credits.ts'
import { createOvhGateway } from '../lambda/send.ts'
import { ovh as standIn } from '../stand-in/api.ts'
import { line, mixed, ovhOnly, serviceName, tested } from './example.ts'
import { setUp } from './polled.ts'

const key = { applicationKey: 'AK', applicationSecret: 'AS', consumerKey: 'CK' }
const rules = (['GET', 'POST'] as const).map((method) => ({ method, path: '/sms/*' }))
const accessAt = (url: string) => ({ url, key, now: Date.now, connectMs: minute, timeoutMs: minute })
const path = '/ovh/1.0'

const keyWith = (consumerKey: string, allowed: typeof rules) => ({ ...key, consumerKey, rules: allowed })
export const ovh: Service = {
  mixed,
  alone: ovhOnly,
  tested,
  page: 'time2chat.fr',
  counted: [...Object.values(ovhMetricNames), unreportedBy('ovh')],
  door: async (kind, given) => {
    const { clock, ovh, poll, published, reports, counted } = await setUp()
    clock.now = noon
    const records = kind === 'incoming' ? ovh.account.incomingOf(line) : ovh.account.outgoing
    records?.set(Object(given).id, given as never)
    await poll()
    const malformed = counted.has('TextsSilenced.malformed') ? ['malformed'] : []
    return [...published.map(readPublished), ...reports, ...malformed]
  },
  gateway: (url, { questionMs = minute, sendMs: timeoutMs = minute, key: given = 'CK' } = {}) =>
    createOvhGateway(
      {
        url,
        serviceName,
        readKey: async () => {
          const consumerKey = await readOrFail(given)
          return consumerKey === '' ? undefined : { ...key, consumerKey }
        },
        now: Date.now,
      },
      { connectMs: minute, timeoutMs, questionMs },
    ),
  unable: {
    'has no key yet': [{ key: '' }, { refused: 'OVH_NOT_ATTACHED' }, 'OVH_NOT_ATTACHED'],
    'has a key that can not be read': [{ key: unreadable }, { refused: 'OVH_NOT_ATTACHED' }, 'OVH_NOT_ATTACHED'],
  },
  standIn: {
    service: standIn.name,
    action: 'CreateJob',
    path,
    brings: { text: 'incoming', report: 'outgoing' },
    placed: placed(standIn, {
      serviceName,
      numbers: [line],
      keys: [keyWith('CK', rules), keyWith('reader', rules.slice(0, 1))],
      creditsLeft: 1000,
    }),
    listen: async ({ endpoint }) => {
      const mailbox = accessAt(`${endpoint}${path}`)
      const readRecords = async (kind: string) => {
        const records = `/sms/${serviceName}/virtualNumbers/${encodeURIComponent(line)}/${kind}`
        const ids = await readOvh(mailbox, { method: 'GET', path: records }, z.array(z.int()))
        const read = (id: number) => readOvh(mailbox, { method: 'GET', path: `${records}/${id}` }, z.looseObject({}))
        const payloads = await Promise.all(ids.map(read))
        return payloads.map((payload) => ({ kind, payload, given: payload }))
      }
      return { brought: async () => (await Promise.all(['incoming', 'outgoing'].map(readRecords))).flat() }
    },
    ask: async (url, to, body) => {
      const { status, readBody } = await askOvh(accessAt(url), { method: 'POST', path: to, body })
      return `${status} ${await readBody()}`
    },
  },
}
