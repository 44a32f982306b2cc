import { expect, it } from 'vitest'
import { placed, type StandIn } from '../index.ts'
import { startToyCloud, toyAccount } from './toy/cloud.ts'
import { toyTemplate } from './toy/template.ts'

it('A foreign service answers at the endpoint, is seen among the calls, and fails in its own words', async () => {
  const { cloud } = await startToyCloud(toyTemplate, toyAccount, [placed(bar, { open: true })])
  const order = async () => {
    const response = await fetch(`${cloud.endpoint}/bar`, { method: 'POST', body: 'one coffee' })
    return `${response.status} ${await response.text()}`
  }
  expect(await order()).toBe('200 ')
  expect(cloud.serviceOf(bar)?.orders).toEqual(['one coffee'])
  expect(cloud.calls.entries().at(-1)).toMatchObject({ service: 'bar', action: 'POST', caller: { kind: 'owner' } })
  cloud.faults.add({ service: 'bar', action: 'POST', effect: { error: 'no milk', status: 418 }, times: 1 })
  expect(await order()).toBe('418 Sorry: no milk')
  await cloud.stop()
})

/** As README.md shows it: a service of one's own, whose owner sees the orders. */
const bar: StandIn<{ readonly open: boolean }, { readonly orders: string[] }> = {
  name: 'bar',
  variable: 'BAR_URL',
  pathFor: (accessKeyId) => `/bar/${accessKeyId}`,
  request: ({ method = '', url = '' }, body) => {
    const [, accessKeyId = ''] = /^\/bar\/?(\w*)$/.exec(url) ?? []
    return url.startsWith('/bar') ? { action: method, parameters: { body }, accessKeyId } : undefined
  },
  fail: (status, message) => ({ status, headers: {}, body: `Sorry: ${message}` }),
  start: ({ open }) => {
    const orders: string[] = []
    return {
      service: { orders },
      handler: ({ parameters: { body } }) => {
        if (open) orders.push(String(body))
        return { status: open ? 200 : 503, headers: {}, body: '' }
      },
      phones: new Map(),
    }
  },
}
