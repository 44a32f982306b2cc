import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { expect, it, onTestFinished } from 'vitest'

import { ownerOf, startToyCloud, toyAccount } from './toy/cloud.ts'

it('CloudWatch Logs throttles whoever reads log lines faster than AWS allows', async () => {
  const { cloud } = await startToyCloud(undefined, { ...toyAccount, requestRates: {} })
  onTestFinished(cloud.stop)
  const logs = new CloudWatchLogsClient(ownerOf(cloud))
  onTestFinished(() => logs.destroy())
  const read = () => logs.send(new FilterLogEventsCommand({ logGroupName: cloud.resources['Logs'] }))
  const answers = await Promise.allSettled(Array.from({ length: 40 }, read))
  const refusals = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.name] : []))
  expect(new Set(refusals)).toEqual(new Set(['ThrottlingException']))
  expect(answers.length - refusals.length).toBeGreaterThanOrEqual(5)
})
