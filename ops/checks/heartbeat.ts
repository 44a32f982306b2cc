import type { Operations } from '../carrier.ts'
import { type Deployment, undoByHand } from '../deployment.ts'
import { type Beats, pulseOf, sayBeats } from '../heartbeat.ts'
import { readHeartbeat, sayObjection } from '../objections.ts'
import { countMessages } from '../queues.ts'
import { isPaused } from '../sending.ts'
import { counted } from '../words.ts'
import { type Check, fix, ok, remark } from './check.ts'

/** Checks that beats come through and, if not, says how far they come. */
export const checkHeartbeat = async (deployment: Deployment, operations: Operations): Promise<readonly Check[]> => {
  const [{ objection, ...beats }, paused] = await Promise.all([
    readHeartbeat(deployment, operations, 'en'),
    isPaused(deployment),
  ])
  const isSilent = !paused && pulseOf(beats) === 'silent'
  const why =
    isSilent && objection === undefined ? await whereBeatsEnd(deployment) : objection && sayObjection(objection, 'en')
  return [judgeHeartbeat({ ...beats, paused }, why)]
}

/** Judges the beats that were read; `why` says what keeps them, if they are silent. */
export const judgeHeartbeat = (beats: Beats & { readonly paused: boolean }, why = ''): Check => {
  const say = sayBeats(beats, 'en')
  if (beats.paused) return remark('Heartbeat', say)
  return pulseOf(beats) === 'silent' ? fix('Heartbeat', `${say}: ${why}`) : ok('Heartbeat', say)
}

const whereBeatsEnd = async (deployment: Deployment): Promise<string> => {
  const { InboundQueueUrl, RepliesQueueUrl } = deployment.outputs
  const queues = { 'receive-sms': InboundQueueUrl, 'send-reply': RepliesQueueUrl }
  for (const [name, url] of Object.entries(queues)) {
    const { visible } = await countMessages(deployment, url)
    if (visible > 0)
      return `${counted(visible, 'message waits', 'messages wait')} for ${name} to be read. If they stay, its role may have lost the queue or the key: ${undoByHand.en}`
  }
  return 'what else needs something done here says why; if nothing does, see what logs shows'
}
