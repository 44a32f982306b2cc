import type { PhoneReports } from '../ports/phone-reports.ts'
import { claimKey } from './claim-store.ts'
import type { DynamoTable } from './dynamo-table.ts'

/** Reports as attributes of the item that holds the reply's claim, and forgotten with it. */
export const createPhoneReports = (table: DynamoTable): PhoneReports => ({
  note: async (inboundId, report) => {
    const noted = await table.update(claimKey(inboundId), {
      UpdateExpression: 'SET #report = :true',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#report)',
      ExpressionAttributeNames: { '#report': report },
      ExpressionAttributeValues: { ':true': { BOOL: true } },
    })
    return noted !== undefined
  },
})
