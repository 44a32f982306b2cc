import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'

import { exampleWith, synthesised } from './synthesised.ts'

const { template } = synthesised(
  exampleWith({
    lines: [
      { buy: 'BE', language: 'fr' },
      { number: '+33600000000', language: 'fr' },
      { buy: 'DE', language: 'en' },
      { buy: 'BE', language: 'en' },
    ],
  }),
)

const topic = { Ref: Match.stringLikeRegexp('^InboundTopic') }

describe('a line that the stack buys', () => {
  test('is a long code that sends its texts to the topic and leaves HELP and STOP to us', () => {
    template.allResourcesProperties('AWS::SMSVOICE::PhoneNumber', {
      NumberType: 'LONG_CODE',
      NumberCapabilities: ['SMS'],
      TwoWay: { Enabled: true, ChannelArn: topic },
      SelfManagedOptOutsEnabled: true,
    })
  })

  test('is bought after the topic takes texts', () => {
    template.allResources('AWS::SMSVOICE::PhoneNumber', {
      DependsOn: [Match.stringLikeRegexp('^InboundTopicPolicy'), Match.stringLikeRegexp('^InboundTopic')],
    })
  })

  test('can not be deleted, and stays when the stack goes', () => {
    template.allResources('AWS::SMSVOICE::PhoneNumber', {
      Properties: Match.objectLike({ DeletionProtectionEnabled: true }),
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    })
  })

  test('keeps its number when a line before it changes: it is known by country and rank', () => {
    const bought = Object.entries(template.findResources('AWS::SMSVOICE::PhoneNumber')).map(([id]) => id.slice(0, -8))
    expect(bought).toEqual(['LinesBE1', 'LinesDE1', 'LinesBE2'])
  })

  test('may be sent from by SNS, for this account only', () => {
    template.resourceCountIs('AWS::SMSVOICE::ResourcePolicy', 3)
    for (const line of ['LinesBE1', 'LinesDE1', 'LinesBE2']) {
      const arn = { 'Fn::GetAtt': [Match.stringLikeRegexp(`^${line}`), 'Arn'] }
      template.hasResourceProperties('AWS::SMSVOICE::ResourcePolicy', {
        ResourceArn: arn,
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'sns.amazonaws.com' },
              Action: 'sms-voice:SendTextMessage',
              Resource: arn,
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            },
          ],
        },
      })
    }
  })

  test('is named to the functions by the number it turns out to have', () => {
    const number = (line: string) => ({ 'Fn::GetAtt': [Match.stringLikeRegexp(`^${line}`), 'PhoneNumber'] })
    template.allResourcesProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          POLICY: {
            'Fn::Join': [
              '',
              [
                '{"lines":[{"number":"',
                number('LinesBE1'),
                Match.stringLikeRegexp('"},{"number":"\\+33600000000",.*"},{"number":"$'),
                number('LinesDE1'),
                Match.anyValue(),
                number('LinesBE2'),
                Match.stringLikeRegexp('"texts":{}}$'),
              ],
            ],
          },
        },
      },
    })
  })
})

test('the outputs tell every number, also those that were bought, and how to let it text other countries', () => {
  const [lines, commands] = ['LineNumbers', 'AttachNumberCommands'].map((name) =>
    JSON.stringify(template.findOutputs(name)),
  )
  const bought = Object.keys(template.findResources('AWS::SMSVOICE::PhoneNumber'))
  for (const output of [lines, commands]) {
    expect(output).toContain('+33600000000')
    for (const id of bought) expect(output).toContain(`{"Fn::GetAtt":["${id}","PhoneNumber"]}`)
  }
  expect(commands?.match(/describe-phone-numbers/g)).toHaveLength(bought.length + 1)
})
