import { Match } from 'aws-cdk-lib/assertions'
import { expect, test } from 'vitest'
import { alarmsOf, namesOf } from '../../../test/cdk/monitored.ts'
import { grantsOf, synthesised } from '../../../test/cdk/synthesised.ts'
import { mixed, phoneNumberId, whatsappOnly } from './example.ts'

const alone = synthesised(whatsappOnly)
const all = synthesised(mixed)

const service = 'social-messaging.amazonaws.com'
const fromThisAccount = {
  StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', ['arn:aws:social-messaging:*:', { Ref: 'AWS::AccountId' }, ':*']] } },
}

test('End User Messaging Social may publish to a topic of its own and use its key, for this account only', () => {
  const statement = (Action: unknown) =>
    Match.objectLike({ Action, Principal: { Service: service }, Condition: fromThisAccount })
  alone.template.hasResourceProperties('AWS::SNS::TopicPolicy', {
    Topics: [{ Ref: Match.stringLikeRegexp('^WhatsAppTopic') }],
    PolicyDocument: { Statement: Match.arrayWith([statement('sns:Publish')]) },
  })
  const Statement = Match.arrayWith([statement(['kms:Decrypt', 'kms:GenerateDataKey*'])])
  alone.template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement } })
  expect(synthesised().text).not.toContain('social-messaging')
})

test('send-reply may read and send from lines of the stage only, and not by SMS', () => {
  const grants = grantsOf(alone.template, 'SendReplyRole')
  expect(grants[phoneNumberId.replace('number-id-', 'number-id/')]).toEqual([
    'social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber',
    'social-messaging:SendWhatsAppMessage',
  ])
  expect(JSON.stringify(grants)).not.toContain('sms-voice')
})

test('an AWS line and a line on WhatsApp may have the same number', () => {
  const lines = Object.values(all.template.findOutputs('LineNumbers'))
  expect(lines).toEqual([{ Value: '+393990000000 whatsapp:+393990000000' }])
})

test('the cost of WhatsApp has an alarm without an AWS line, and is shown separately from that of SMS', () => {
  expect(namesOf(alarmsOf(whatsappOnly))).toContain('spending')
  for (const shown of ['Replies on WhatsApp this month, EUR', 'Messages received on WhatsApp this month, EUR'])
    expect(alone.text).toContain(shown)
  expect(alone.text).not.toContain('Cost of SMS')
})
