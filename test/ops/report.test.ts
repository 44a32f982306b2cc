import { describe, expect, test } from 'vitest'
import { complaintOf } from '../../carriers/test/deployed.ts'
import { englishIn } from './phrases.ts'
import { besieged, reported } from './reported.ts'

describe('The report of a month', () => {
  test('counts what happened in it, and nothing of the month before', async () => {
    const { month } = await reported('2026-11', besieged)
    expect(month).toMatchObject({
      ...{ month: '2026-11', from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z', isOver: true },
      ...{ texts: 4883, replies: 57, firstReplies: 40, secondReplies: 7, optOuts: 3, overBudget: 7 },
      heartbeat: { hours: 720, deaf: 2, mute: 1 },
      smsReportedUsd: 2.1,
    })
    expect(month.days).toHaveLength(30)
    expect(month.days[13]).toEqual({ day: '2026-11-14', texts: 2400, replies: 20 })
  })

  test('takes a night for one siege from noon to noon, and says what the dearest replies to it would have cost', async () => {
    const { month } = await reported('2026-11', besieged)
    // Time2Chat's, at 0.12 EUR.
    expect(month.siege).toEqual({ nights: 2, turnedAway: 4803, savedUsd: expect.closeTo((4803 * 0.12) / 0.92) })
  })

  test('weighs each hour’s median delay by the replies of that hour', async () => {
    expect((await reported('2026-11', besieged)).month.medianDelayMs).toBe(61 * 60_000)
    const later = {
      ...besieged,
      RepliesSubmitted: [
        ['11-03T19', 9],
        ['11-22T21', 28],
      ] as const,
    }
    expect((await reported('2026-11', later)).month.medianDelayMs).toBe(72 * 60_000)
  })

  test('is about the last month that is over, or about this one so far', async () => {
    expect((await reported(undefined, besieged)).month.month).toBe('2026-11')
    const { month, page } = await reported('2026-12', besieged)
    expect(month).toMatchObject({ isOver: false, to: '2026-12-06T11:20:00.000Z', heartbeat: { hours: 131, mute: 0 } })
    expect(page).toContain('The month so far, 1 December 2026 to 6 December 2026 (UTC).')
  })

  test('tells a board what it asks, and since when each figure is counted', async () => {
    const { page } = await reported('2026-11', besieged)
    expect(rowOf(page, 'Texts that came')).toEqual(['4,883', '20 October 2026'])
    expect(rowOf(page, 'People answered')).toEqual([
      '40 people got a first reply, and 7 their second: they wrote again, a day or more later',
      '3 November 2026',
    ])
    expect(rowOf(page, 'From a text to its reply (median)')).toEqual(['61 minutes', '20 October 2026'])
    expect(rowOf(page, 'Nights of siege')[0]).toBe(
      '2, in which 4,803 texts were turned away: to answer each would have cost up to €576.36',
    )
    expect(rowOf(page, 'Hours in which it did not answer')[0]).toBe(
      '3 of 720: in 2 it heard nothing, in 1 it heard and could not answer',
    )
    expect(page).toContain('Most came on 15 November 2026: 2,410.')
    expect(page).not.toContain('\\')
  })

  test('tells of few people no share, and of a figure that was never counted that it was not', async () => {
    const few = { TextsReceived: [['11-03T18', 1]], FirstReplies: [['11-03T19', 1]] } as const
    const { page } = await reported('2026-11', few)
    expect(rowOf(page, 'People answered')[0]).toBe('1 person got a first reply: too few to say how many write again')
    expect(rowOf(page, 'People who said STOP')).toEqual(['0', 'none counted yet'])
    expect(rowOf(page, 'Hours in which it did not answer')[0]).toBe('not known: no heartbeat was counted')
    expect(rowOf(page, 'From a text to its reply (median)')[0]).toBe('no reply')
  })

  test('says in French all that it says in English', async () => {
    const { page } = await reported('2026-11', besieged, { settings: { operatorLanguage: 'fr' } })
    expect(page).toContain('<html lang="fr">')
    expect(page).toContain('Le mois entier, du 1er novembre 2026 au 30 novembre 2026 (UTC).')
    expect(rowOf(page, 'SMS reçus')).toEqual(['4\u202f883', '20 octobre 2026'])
    expect(englishIn(page.replace(/<style>.*<\/style>|<[^>]*>/gs, ' '))).toEqual([])
    expect(page.replaceAll(/<[^>]*>/g, '')).not.toMatch(/ [:;?!]/)
  })

  test.each([
    ['2026-13', '"2026-13" is not a month, such as 2026-11.'],
    ['november', '"november" is not a month, such as 2026-11.'],
    ['2027-01', '2027-01 is still to come: there is nothing to report yet.'],
    ['2025-08', '2025-08 began more than 15 months ago, and CloudWatch keeps no counts for longer.'],
    ['2026-09', 'Nothing was counted in 2026-09 or before: this stage counts since 2026-10-20.'],
  ])('is refused in one sentence for %s', async (month, sentence) => {
    expect(await complaintOf(reported(month, besieged))).toBe(sentence)
  })

  test('is refused for a stage that has counted nothing yet', async () => {
    expect(await complaintOf(reported('2026-11', {}))).toMatch(
      /^This stage has counted nothing yet[^.]*: see status\.$/,
    )
  })
})

/** What the page's table says beside a label. */
const rowOf = (page: string, label: string): readonly string[] => {
  const [, row = ''] =
    page.match(new RegExp(`<th scope="row">${label.replace(/[()]/g, '\\$&')}</th>(.*?)</tr>`, 's')) ?? []
  return [...row.matchAll(/<td>(.*?)<\/td>/gs)].map(([, said = '']) => said)
}
