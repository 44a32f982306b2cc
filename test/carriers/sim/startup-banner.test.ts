import { expect, it } from 'vitest'

import { startupBanner } from '../../../local/startup-banner.ts'
import { line } from './line.ts'

const [aws, sender] = ['+32460000000', '+33612345678']

it('The banner says how to call a SIM line, and that the AWS topic takes texts to another line', () => {
  const said = startupBanner({
    cloud: { endpoint: 'http://127.0.0.1:4566', region: 'eu-west-3', inboundTopicArn: 'arn' },
    web: 'http://127.0.0.1:4000',
    stage: {
      stage: 'toy',
      lines: [
        { number: line, carrier: 'sim' },
        { number: aws, carrier: 'aws' },
      ],
      exampleSenders: [sender],
    },
  })
  expect(said).toContain(`"to":"${line}","text":"Salut"}' http://localhost:4000/api/messages`)
  expect(said).toContain(`curl -d '{"from":"${sender}","to":"${line}"}' http://localhost:4000/api/calls`)
  expect(said).toContain(`"destinationNumber":"${aws}"`)
  expect(said).toContain('httpSMS http://localhost:4566/http-sms')
  expect(said).toContain('Operate npm run ops -- status --local --stage toy')
})
