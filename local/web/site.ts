import type { Cloud } from '../cloud.ts'
import type { CloudWatch } from '../cloudwatch/cloudwatch.ts'
import type { Experiments } from '../experiments/experiments.ts'
import type { MessageLog } from '../messages.ts'
import type { Stage } from '../page/client/protocol.ts'
import type { Assets } from './assets.ts'

/** All that the page shows and does. */
export type Site = {
  readonly assets: Assets
  readonly stage: Stage
  readonly receiveText: Cloud['receiveText']
  readonly receiveCall: Cloud['receiveCall']
  readonly messages: MessageLog
  readonly cloudWatch: Pick<CloudWatch, 'figures' | 'alarms'>
  readonly experiments: Experiments
}
