import { expect, test } from 'vitest'

import { readInboundSms } from '../../../shared/rules/inbound-sms.ts'

/** The example payload in AWS's documentation (End User Messaging guide, two-way SMS payload). */
const documented = {
  originationNumber: '+14255550182',
  destinationNumber: '+12125550101',
  messageKeyword: 'JOIN',
  messageBody: 'EXAMPLE',
  inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
  previousPublishedMessageId: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}

const read = (changes: object = {}) =>
  readInboundSms({ topicArn: 'arn', publishedAt: 0, message: JSON.stringify({ ...documented, ...changes }) })

test('the example payload in AWS’s documentation is read', () => {
  expect(read()).toEqual({
    inboundId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
    sender: '+14255550182',
    line: '+12125550101',
    text: 'EXAMPLE',
    sentAt: 0,
  })
})

test.each(['7', 'CAE173D2', 'a_b.c:d-e', 'x'.repeat(128)])('an id may be %s', (inboundMessageId) => {
  expect(read({ inboundMessageId })).toMatchObject({ inboundId: inboundMessageId })
})

test.each([
  ...['', ' ', 'two words', 'text-1\n', '+32470123456', 'claim#1', 'é', '\ud800', 'x'.repeat(129), 7, null],
  '__proto__',
])(
  'a text with the id %j is malformed, because ids are used in table keys, names of stored maps and logs',
  (inboundMessageId) => {
    expect(read({ inboundMessageId })).toBeUndefined()
  },
)
