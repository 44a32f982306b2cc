import { countBy, readMetrics, sumOf } from '../../../ops/cloudwatch.ts'
import type { Deployment } from '../../../ops/deployment.ts'
import type { Settings } from '../../../settings/schema.ts'
import { partsSubmittedTo, textsReceivedBy } from '../../../shared/rules/telemetry.ts'
import { day } from '../../../shared/rules/timing.ts'
import type { Estimate } from '../../carrier-operations.ts'

/** Estimates the cost of replies and received messages since `from`, at the prices in settings. */
export const estimateWhatsApp = async (deployment: Deployment, from: number): Promise<readonly Estimate[]> => {
  const { replyPriceUsd = 0, receivedPriceUsd } = deployment.settings.whatsapp
  const wanted = {
    replies: countBy(deployment, partsSubmittedTo('whatsapp')),
    received: countBy(deployment, textsReceivedBy('whatsapp')),
  }
  const points = await readMetrics(deployment, wanted, from, day)
  const [replies, received] = [sumOf(points.replies), sumOf(points.received)]
  return [
    { what: `WhatsApp replies, ${replies}`, usd: replies * replyPriceUsd },
    { what: `WhatsApp messages received, ${received}`, usd: received * receivedPriceUsd },
  ]
}

/** Says what the budgets of lines on WhatsApp allow, and which costs no budget limits. */
export const remarksOnCost = ({ lines, budgets, whatsapp }: Settings): readonly string[] => {
  const names = new Set(lines.flatMap(({ carrier, budget }) => (carrier === 'whatsapp' ? [budget] : [])))
  const replies = [...names].reduce((sum, name) => sum + (budgets[name]?.month ?? 0), 0)
  const usd = replies * (whatsapp.replyPriceUsd ?? 0)
  return [
    `The budgets of lines on WhatsApp allow ${replies} replies a month, ${usd.toFixed(2)} USD. What AWS takes for received messages no budget bounds.`,
  ]
}
