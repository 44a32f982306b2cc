import { describe, expect, it } from 'vitest'
import { CloudError } from '../../cloud-error.ts'
import { resolve, type Scope } from '../../template/intrinsics.ts'

const scope: Scope = {
  ref: (name) => `ref of ${name}`,
  attribute: (logicalId, attribute) => `${attribute} of ${logicalId}`,
  secret: (id) => `secret of ${id}`,
}
const pepper = 'arn:aws:secretsmanager:eu-west-3:000000000000:secret:Pepper-AbCdEf'

describe('A template', () => {
  it.each<[string, unknown, unknown]>([
    ['Ref', { Ref: 'Queue' }, 'ref of Queue'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Arn of Queue'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'B' }, 3]] }, 'a-ref of B-3'],
    ['Fn::Sub', { 'Fn::Sub': 'a-$' + '{B}-$' + '{C}' }, 'a-ref of B-ref of C'],
    ['a secret', `<{{resolve:secretsmanager:${pepper}:SecretString:::}}>`, `<secret of ${pepper}>`],
    [
      'a secret in a joined text',
      { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'P' }, ':SecretString:::}}']] },
      'secret of ref of P',
    ],
    ['anything else to itself', { a: [null, true, 1.5, { b: '' }] }, { a: [null, true, 1.5, { b: '' }] }],
  ])('resolves %s', (_, value, resolved) => {
    expect(resolve(value, scope)).toStrictEqual(resolved)
  })

  it.each<[string, unknown]>([
    ['the intrinsic function Fn::GetAZs', { 'Fn::GetAZs': '' }],
    ['the intrinsic function Fn::If', { 'Fn::If': ['Large', 1, 2] }],
    ['the dynamic reference {{resolve:ssm:/name}}', '{{resolve:ssm:/name}}'],
    [
      'the dynamic reference {{resolve:secretsmanager:P:SecretString:k::}}',
      '{{resolve:secretsmanager:P:SecretString:k::}}',
    ],
  ])('is refused if it uses %s, which is not supported', (what, value) => {
    expect(() => resolve(value, scope)).toThrow(
      new CloudError(`The embedded cloud doesn't know ${what}, which the template uses.`),
    )
  })

  it.each<[string, unknown]>([
    ['a text where an intrinsic function needs a list', { 'Fn::GetAtt': 'Queue.Arn' }],
    ['a list where an intrinsic function needs a text', { 'Fn::Sub': ['a', {}] }],
  ])('is refused if it has %s', (_, value) => {
    expect(() => resolve(value, scope)).toThrow(CloudError)
  })
})
