import type { Translated } from '../../settings/values.ts'
import type { Operations } from '../carrier.ts'
import { type Deployment, remedy, undoByHand } from '../deployment.ts'
import { type Beats, pulseOf, sayBeats } from '../heartbeat.ts'
import { readHeartbeat, sayObjection } from '../objections.ts'
import { countMessages } from '../queues.ts'
import { isPaused } from '../sending.ts'
import { counted, inEach, same } from '../words.ts'
import { type Check, fix, ok, remark } from './check.ts'

/** Checks that beats come through and, if not, says how far they come. */
export const checkHeartbeat = async (deployment: Deployment, operations: Operations): Promise<readonly Check[]> => {
  const [{ objection, ...beats }, paused] = await Promise.all([
    readHeartbeat(deployment, operations),
    isPaused(deployment),
  ])
  const isSilent = !paused && pulseOf(beats) === 'silent'
  if (!isSilent) return [judgeHeartbeat({ ...beats, paused })]
  const why = objection === undefined ? await whereBeatsEnd(deployment) : sayObjection(objection)
  return [judgeHeartbeat({ ...beats, paused }, why)]
}

/** Judges the beats that were read; `why` says what keeps them, if they are silent. */
export const judgeHeartbeat = (beats: Beats & { readonly paused: boolean }, why = same('')): Check => {
  const what = { en: 'Heartbeat', fr: 'Battement' }
  const say = inEach((language) => sayBeats(beats, language))
  if (beats.paused) return remark(what, say)
  return pulseOf(beats) === 'silent' ? fix(what, remedy(say, why)) : ok(what, say)
}

const whereBeatsEnd = async (deployment: Deployment): Promise<Translated> => {
  const { InboundQueueUrl, RepliesQueueUrl } = deployment.outputs
  const queues = { 'receive-sms': InboundQueueUrl, 'send-reply': RepliesQueueUrl }
  for (const [name, url] of Object.entries(queues)) {
    const { visible } = await countMessages(deployment, url)
    if (visible > 0)
      return {
        en: `${counted(visible, 'message waits', 'messages wait')} for ${name} to be read. If they stay, its role may have lost the queue or the key: ${undoByHand.en}`,
        fr: `${visible > 1 ? `${visible} messages attendent` : '1 message attend'} que ${name} les lise. Si cela dure, son rôle a pu perdre la file ou la clé\u00a0: ${undoByHand.fr}`,
      }
  }
  return {
    en: 'what else needs something done here says why; if nothing does, see what logs shows',
    fr: 'ce qui est à faire ailleurs ici dit pourquoi\u202f; s’il n’y a rien, voyez ce que montre logs',
  }
}
