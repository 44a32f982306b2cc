import { expect, test } from 'vitest'
import { sceneOf } from '../../siege/scene.ts'
import { siege, type Text } from '../../siege/traffic.ts'
import { variants } from '../../siege/variants.ts'

const textsOf = (name: string): readonly Text[] => {
  const variant = variants.find((variant) => variant.name === name)
  if (variant === undefined) throw new Error(`There is no variant ${name}`)
  return sceneOf(variant, 1).texts
}
const abuseOf = (name: string) => textsOf(name).filter(({ abusive }) => abusive)
const genuineInSiege = (texts: readonly Text[]) =>
  texts.filter(({ abusive, at }) => !abusive && at >= siege.from && at < siege.to)

test('texts are in the order of arrival, and the genuine ones are the same in every attack', () => {
  const quiet = textsOf('No attack')
  const besieged = textsOf('4,000 numbers that ask five times, 6 to 20 minutes apart')
  expect(besieged.every(({ at }, index) => at >= (besieged[index - 1]?.at ?? 0))).toBe(true)
  expect(besieged.filter(({ abusive }) => !abusive)).toEqual(quiet)
})

test('pasted wordings repeat, unless no two texts are alike', () => {
  const wordings = (texts: readonly Text[]) => new Set(texts.map(({ words }) => words)).size
  expect(wordings(abuseOf('20,000 numbers, in bursts'))).toBeLessThan(9000)
  expect(wordings(abuseOf('20,000 numbers, spread evenly, no two texts alike'))).toBe(20_000)
})

test('neighbours of genuine senders share all but the last four digits with one of them', () => {
  const texts = textsOf('20,000 neighbours of genuine senders, with their words')
  const blocks = new Set(genuineInSiege(texts).map(({ sender }) => sender.slice(0, -4)))
  expect(texts.filter(({ abusive }) => abusive).every(({ sender }) => blocks.has(sender.slice(0, -4)))).toBe(true)
})

test('an honest rush has nine times as many genuine texts, and no others', () => {
  const rush = textsOf('An honest rush, nine times the usual')
  const factor = genuineInSiege(rush).length / genuineInSiege(textsOf('No attack')).length
  expect(factor).toBeGreaterThan(8)
  expect(factor).toBeLessThan(10)
  expect(rush.some(({ abusive }) => abusive)).toBe(false)
})
