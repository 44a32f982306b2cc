import { z } from 'zod'
import type { CarrierOperations } from '../../../ops/carrier.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { currentNumber } from '../current-number.ts'

const list = z.array(z.unknown()).catch([])
const envelope = z.object({ whatsAppWebhookEntry: z.string() })
const entry = z.object({ changes: list })
const change = z.object({ value: z.object({ messages: list, statuses: list }) })

/** What an event is to the person with this number. It requires less of an event than functions do. */
export const deadLetterKind: NonNullable<CarrierOperations['deadLetterKind']> = (message, number) => {
  const { data: published } = envelope.safeParse(message)
  const { data: read } = entry.safeParse(published && parseJson(published.whatsAppWebhookEntry))
  const values = read?.changes.flatMap((one) => change.safeParse(one).data?.value ?? []) ?? []
  const isOf = (field: 'from' | 'recipient_id') => (item: unknown) => {
    const { data } = z.object({ [field]: z.string() }).safeParse(item)
    return currentNumber(`+${data?.[field]}`) === number
  }
  if (values.some(({ messages }) => messages.some(isOf('from')))) return 'texts'
  return values.some(({ statuses }) => statuses.some(isOf('recipient_id'))) ? 'reports' : undefined
}
