import { expect, it, onTestFinished } from 'vitest'

import type { Call } from '../endpoint/call.ts'
import { createLogs } from '../services/logs.ts'
import { startToyCloud } from './toy/cloud.ts'

it('CloudWatch Logs answers five requests for log lines a second, and throttles those beyond', async () => {
  const { cloud } = await startToyCloud()
  onTestFinished(cloud.stop)
  let time = 0
  const answer = createLogs(cloud.stack, cloud.logs, {}, () => time)
  const read: Call = {
    service: 'logs',
    action: 'FilterLogEvents',
    parameters: { logGroupName: cloud.resources['Logs'] },
    caller: { kind: 'owner' },
    headers: {},
    body: '',
  }
  for (time of [0, 1000]) {
    const answers = await Promise.all(Array.from({ length: 6 }, () => answer(read)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 400])
    expect(answers.at(-1)?.body).toContain('#ThrottlingException')
  }
})
