import { describe, expect, it } from 'vitest'

import { resolve, type Scope } from '../../local/template/intrinsics.ts'
import { Refusal } from '../../settings/refusal.ts'

const scope: Scope = {
  ref: (name) => `ref of ${name}`,
  attribute: (logicalId, attribute) => `${attribute} of ${logicalId}`,
  condition: (name) => name === 'Yes',
  secret: (id, key) => `secret of ${id}${key && ` at ${key}`}`,
}
const pepper = 'arn:aws:secretsmanager:eu-west-3:000000000000:secret:Pepper-AbCdEf'
const yes = { Condition: 'Yes' }
const no = { Condition: 'No' }

describe('A template', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Queue' }, 'ref of Queue'],
    ['Fn::GetAtt, as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Arn of Queue'],
    ['Fn::GetAtt, as a text', { 'Fn::GetAtt': 'Queue.Arn' }, 'Arn of Queue'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-ref of B-3'],
    ['Fn::Split', { 'Fn::Split': [' ', { Ref: 'A' }] }, ['ref', 'of', 'A']],
    ['Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b'] }] }, 'b'],
    ['Fn::Sub', { 'Fn::Sub': '$' + '{A}, $' + '{B.Arn}, $' + '{!C}' }, 'ref of A, Arn of B, $' + '{C}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['$' + '{X}', { X: { Ref: 'A' } }] }, 'ref of A'],
    ['Fn::If', { 'Fn::If': ['Yes', { Ref: 'A' }, 'b'] }, 'ref of A'],
    ['Fn::If, otherwise', { 'Fn::If': ['No', 'a', 'b'] }, 'b'],
    ['Fn::Equals', { 'Fn::Equals': [{ Ref: 'A' }, 'ref of A'] }, true],
    ['Fn::And', { 'Fn::And': [yes, no] }, false],
    ['Fn::Or', { 'Fn::Or': [no, yes] }, true],
    ['Fn::Not', { 'Fn::Not': [no] }, true],
    ['AWS::NoValue', { a: [1, { Ref: 'AWS::NoValue' }], b: { Ref: 'AWS::NoValue' } }, { a: [1] }],
    ['a secret', `{{resolve:secretsmanager:${pepper}:SecretString:::}}`, `secret of ${pepper}`],
    ['a secret without a type', `{{resolve:secretsmanager:${pepper}}}`, `secret of ${pepper}`],
    ['a key of a secret', `<{{resolve:secretsmanager:P:SecretString:k::}}>`, '<secret of P at k>'],
    [
      'a secret in a joined text',
      { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'P' }, '}}']] },
      'secret of ref of P',
    ],
    ['anything else as it is', { a: [null, true, 1.5, { b: '' }] }, { a: [null, true, 1.5, { b: '' }] }],
  ])('resolves %s', (_, value, resolved) => {
    expect(resolve(value, scope)).toStrictEqual(resolved)
  })

  it.each<[string, unknown]>([
    ['the intrinsic function Fn::GetAZs', { 'Fn::GetAZs': '' }],
    ['the intrinsic function Fn::ImportValue', { 'Fn::ImportValue': 'x' }],
    ['the dynamic reference {{resolve:ssm:/name}}', '{{resolve:ssm:/name}}'],
  ])("is refused when it uses %s, which isn't known", (what, value) => {
    expect(() => resolve(value, scope)).toThrow(
      new Refusal(`The embedded cloud doesn't know ${what}, which the template uses.`),
    )
  })
})
