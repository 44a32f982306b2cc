import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'

import { adviceOn } from '../../cdk/synthesise.ts'
import { exampleWith } from '../settings/checked.ts'
import { synthesised } from './synthesised.ts'

const { template } = synthesised(
  exampleWith({
    lines: [
      { buy: 'IT', language: 'it' },
      { number: '+31970000000', language: 'nl' },
      { buy: 'SIMULATOR', language: 'en' },
      { buy: 'IT', language: 'en' },
    ],
    countries: ['IT', 'NL', 'US'],
  }),
)

const topic = { Ref: Match.stringLikeRegexp('^InboundTopic') }

describe('a line that the stack buys', () => {
  test('is a long code whose texts go to the topic, and which leaves HELP and STOP to us', () => {
    const longCodes = template.findResources('AWS::SMSVOICE::PhoneNumber', {
      Properties: {
        IsoCountryCode: 'IT',
        NumberType: 'LONG_CODE',
        NumberCapabilities: ['SMS'],
        TwoWay: { Enabled: true, ChannelArn: topic },
        SelfManagedOptOutsEnabled: true,
      },
    })
    expect(Object.keys(longCodes)).toHaveLength(2)
  })

  test('may be a simulator number of the US, which nobody can text', () => {
    template.hasResourceProperties('AWS::SMSVOICE::PhoneNumber', {
      IsoCountryCode: 'US',
      NumberType: 'SIMULATOR',
      TwoWay: Match.absent(),
      SelfManagedOptOutsEnabled: Match.absent(),
    })
  })

  test('is bought once the topic accepts texts', () => {
    template.allResources('AWS::SMSVOICE::PhoneNumber', {
      DependsOn: [Match.stringLikeRegexp('^InboundTopicPolicy'), Match.stringLikeRegexp('^InboundTopic')],
    })
  })

  test('is kept when the stack is deleted, but not when the deployment that bought it fails', () => {
    template.allResources('AWS::SMSVOICE::PhoneNumber', {
      Properties: Match.objectLike({ DeletionProtectionEnabled: Match.absent() }),
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    })
  })

  test('keeps its number when an earlier line changes, since its logical id has only its country and its rank there', () => {
    const bought = Object.entries(template.findResources('AWS::SMSVOICE::PhoneNumber')).map(([id]) => id.slice(0, -8))
    expect(bought).toEqual(['LinesIT1', 'LinesSIMULATOR1', 'LinesIT2'])
  })
})

const spendLimit = 'Monthly SMS spend limit to request from AWS for prod: 800 USD.'

describe('synthesising a stage reports', () => {
  test('that a number to buy needs a registration first, unless it is a simulator', () => {
    const buying = (buy: string, countries: readonly string[]) =>
      adviceOn('prod', exampleWith({ lines: [{ buy, language: 'en' }], countries }))
    expect(buying('SE', ['SE'])).toEqual([
      spendLimit,
      expect.stringMatching(/^Before AWS sells a number of SE it wants a registration, .*: register and order it in /),
    ])
    expect(buying('SIMULATOR', ['US'])).toEqual([])
  })

  test('which countries an AWS number cannot answer', () => {
    const countries = ['BE', 'FR', 'IT']
    const lines = [{ number: '+32460000000', language: 'fr' }]
    expect(adviceOn('prod', exampleWith({ lines, countries }))).toEqual([
      spendLimit,
      'An AWS number answers phones of its own country: phones of FR, IT may never get a reply from +32460000000.',
    ])
    expect(
      adviceOn('prod', exampleWith({ lines: [{ buy: 'SIMULATOR', language: 'en' }], countries: ['US', 'CA'] })),
    ).toEqual([
      'An AWS number answers phones of its own country: phones of CA may never get a reply from the simulator.',
    ])
  })
})
