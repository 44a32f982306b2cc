import { day, second } from '../../shared/rules/timing.ts'
import { createAbuse } from './abuse.ts'
import { createRandom } from './random.ts'
import type { Scene, TextBack } from './replay-outcome.ts'
import { createGenuineTexts, genuineTextsIn, siege } from './traffic.ts'
import { abusiveTextsOf, type Variant } from './variants.ts'

/** Creates the scene of a variant, with texts in the order of their arrival. The usual genuine texts are the same in each. */
export const sceneOf = (variant: Variant, seed: number): Scene => {
  const { attack, botsReply, moreGenuineTexts = 0 } = variant
  const random = createRandom(seed + 1)
  const genuine = [...createGenuineTexts(createRandom(seed)), ...genuineTextsIn(siege, moreGenuineTexts, random)]
  const abuse = attack === undefined ? [] : createAbuse(attack(random, genuine), abusiveTextsOf(variant), random)
  const texts = [...genuine, ...abuse].sort((a, b) => a.at - b.at)
  return { texts, textBack: botsReply ? botTextBack : () => undefined }
}

/** A bot texts back ten seconds after each reply, for a day. */
const botTextBack: TextBack = ({ text, at }) =>
  text.abusive && at < siege.from + day ? { ...text, at: at + 10 * second } : undefined
