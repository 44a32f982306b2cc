import { answerForms } from '../endpoint/answers.ts'
import type { ServiceHandler } from '../endpoint/call.ts'
import type { Place } from '../template/resource-type.ts'
import { principalOf } from './iam/permissions.ts'

/** STS. It knows the caller by the access key, because signatures are not verified here. */
export const createSts =
  (place: Place): ServiceHandler =>
  (call) =>
    answerForms('sts', {
      GetCallerIdentity: () =>
        `<Arn>${principalOf(call.caller, place)}</Arn><UserId>embedded</UserId><Account>${place.accountId}</Account>`,
    })(call)
