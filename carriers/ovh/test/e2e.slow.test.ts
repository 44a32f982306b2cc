import { afterAll, describe, expect, test } from 'vitest'
import { placed } from '../../../emulator/index.ts'
import { readSettings } from '../../../settings/read.ts'
import { testAnswers } from '../../../test/e2e/answers.ts'
import { testCrashes } from '../../../test/e2e/crashes.ts'
import { startNumber, until, useUpNextMonth } from '../../../test/e2e/running-number.ts'
import { ovhOptionsOf } from '../local.ts'
import type { OvhOptions } from '../stand-in/account.ts'
import { ovh } from '../stand-in/api.ts'
import { tested } from './example.ts'

describe('a number answers', () => testAnswers(tested))

describe('a number survives', () => testCrashes(tested, 'own'))

describe.concurrent('an evening', () => {
  const stage = readSettings('local-ovh')
  const usual = ovhOptionsOf(stage)

  /** Starts the number with an account that differs from the usual one, and lets so many people write to it. */
  const besieged = async (people: number, changes: Partial<OvhOptions>, budgets = stage.budgets) => {
    const settings = { ...stage, budgets }
    const standIns = [placed(ovh, { ...usual, ...changes })]
    const number = await startNumber(5, { ...tested, settings, account: { standIns } })
    afterAll(number.stop)
    await useUpNextMonth(number.cloud)
    const senders = Array.from({ length: people }, (_, n) => `+336${1700 + n}4321`)
    const ids = await Promise.all(senders.map((sender) => number.text(sender, 'Salut')))
    await until('all decisions', () => ids.every((id) => number.decisions(id).length > 0))
    return { number, ids }
  }

  test('of 30 people and a budget of one: who gets none from us gets one from OVHcloud, for 2 credits', async () => {
    // Texts wait for a later hour, or for tomorrow's share in the last four, unless the month ends after one.
    const small = { default: { hour: 5, day: 40, month: 1 } }
    const automaticResponse = 'Votre message est bien arrivé.'
    const { number, ids } = await besieged(30, { creditsLeft: 1000, automaticResponse }, small)
    const { texts, serviceOf } = number.cloud
    const replied = ids.filter((id) => number.decisions(id).includes('reply'))
    expect(replied).toHaveLength(1)
    await until('the reports', () => replied.every((id) => number.deliveries(id).length > 0))
    expect(serviceOf(ovh)?.creditsLeft()).toBe(1000 - 2 * replied.length)
    serviceOf(ovh)?.endConversations()
    expect(texts.entries().filter(({ text }) => text === automaticResponse)).toHaveLength(30 - replied.length)
    expect(serviceOf(ovh)?.creditsLeft()).toBe(1000 - 2 * 30)
  })

  test('on which the credits are used up: replies wait, the line is reported, and nobody gets two', async () => {
    const { number, ids } = await besieged(3, { creditsLeft: 2 })
    const sent = () => ids.filter((id) => number.outcomes(id).includes('sent'))
    // Two processes send. What one of them does is logged only when it has finished.
    await until('a reply and a refusal', () => sent().length > 0 && number.count('LineRefused.ovh') > 0)
    expect([sent().length, number.cloud.serviceOf(ovh)?.creditsLeft()]).toEqual([1, 0])
    expect(number.cloud.logs.entries().some(({ line }) => line.includes('"OVH_403"'))).toBe(true)
    expect(number.cloud.texts.entries().filter(({ direction }) => direction === 'reply')).toHaveLength(1)
  })
})
