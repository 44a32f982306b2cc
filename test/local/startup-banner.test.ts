import { expect, it } from 'vitest'

import { startupBanner } from '../../local/startup-banner.ts'

const operate = (endpoint: string) =>
  startupBanner({
    cloud: { endpoint, region: 'eu-west-3', inboundTopicArn: 'arn' },
    web: 'http://127.0.0.1:4000',
    stage: { stage: 'toy', lines: [{ number: '+32460000000', carrier: 'aws' }], exampleSenders: [] },
  })
    .split('\n')
    .find((line) => line.startsWith('Operate '))

it('The banner has the command to operate the number, with the port of the AWS endpoint if it is not the default', () => {
  expect(operate('http://127.0.0.1:4566')).toBe('Operate npm run ops -- status --local --stage toy')
  expect(operate('http://127.0.0.1:5312')).toBe('Operate AWS_PORT=5312 npm run ops -- status --local --stage toy')
})
