import type { ServiceHandler } from '../endpoint/router.ts'
import { answerForms } from '../endpoint/service.ts'
import { principalOf } from '../iam/principal.ts'
import type { Place } from '../template/resource-type.ts'

/** Signatures are not checked here: whose key it is decides. */
export const createSts =
  (place: Place): ServiceHandler =>
  (call) =>
    answerForms('sts', {
      GetCallerIdentity: () =>
        `<Arn>${principalOf(call.caller, place)}</Arn><UserId>embedded</UserId><Account>${place.accountId}</Account>`,
    })(call)
