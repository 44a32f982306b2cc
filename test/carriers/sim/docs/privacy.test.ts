import { expect, test } from 'vitest'

import { readSettings } from '../../../../settings/read.ts'
import { synthesised } from '../../../cdk/synthesised.ts'
import { retentionOf, statedIn } from '../../../docs/retention.ts'

const { template } = synthesised()
const { template: withSim } = synthesised(readSettings('local-sim'))

test.each(['privacy.md', 'privacy.fr.md'])(
  '%s states how long the log of the webhook is kept, which only a stage with a SIM has',
  (page) => {
    const places = retentionOf(template).map(([place]) => place)
    const besides = retentionOf(withSim).filter(([place]) => !places.includes(place))
    expect(besides).toEqual([['SimWebhookLogs', 30]])
    expect(statedIn(page, 'carriers')).toMatchObject(Object.fromEntries(besides))
  },
)
