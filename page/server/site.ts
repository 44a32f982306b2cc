import type { Cloud, CloudWatch } from '../../emulator/index.ts'
import type { MessageLog } from '../../local/messages.ts'
import type { Stage } from '../client/protocol.ts'
import type { Experiments } from '../experiments/experiments.ts'
import type { Assets } from './assets.ts'

/** Everything that the page shows and does. */
export type Site = {
  readonly assets: Assets
  readonly stage: Stage
  readonly receiveText: Cloud['receiveText']
  readonly receiveCall: Cloud['receiveCall']
  readonly messages: MessageLog
  readonly cloudWatch: Pick<CloudWatch, 'metrics' | 'alarms'>
  readonly experiments: Experiments
  /** Aborted when the site has ended, since no events come after that. */
  readonly ended: AbortSignal
}
