import { z } from 'zod'
import { arnOf, type ResourceType } from '../template/resource-type.ts'
import { policyDocument } from './iam/resources.ts'

const keyProperties = z.strictObject({ KeyPolicy: policyDocument })

export const key: ResourceType<z.infer<typeof keyProperties>> = {
  type: 'AWS::KMS::Key',
  properties: keyProperties,
  ignored: {
    Description: 'for people',
    EnableKeyRotation: 'nothing is encrypted in memory',
  },
  identify: (name, place) => {
    const arn = arnOf('kms', place, `key/${name}`)
    return { arn, ref: name, attributes: { Arn: arn, KeyId: name } }
  },
}
