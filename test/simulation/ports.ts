import type { CarrierName } from '../../carriers/registry.ts'
import { carrierByLine } from '../../functions/send-reply/carrier-by-line.ts'
import { createSignReply } from '../../shared/adapters/signed-reply.ts'
import type { BudgetStore, Carrier, CircuitStore, ClaimStore, ReplyQueue, SenderStore } from '../../shared/ports.ts'
import type { Caller } from './caller.ts'
import { signingKey } from './forgeries.ts'
import type { World } from './world.ts'

type Ports = {
  readonly senders: SenderStore
  readonly claims: ClaimStore
  readonly budgets: BudgetStore
  readonly circuits: CircuitStore
  readonly replies: ReplyQueue
  readonly carrier: Carrier
}

/** The ports of one process: each call goes through its caller, which decides when it takes effect and what comes back. */
export const createPorts = ({ stores, queues, deliveryMs, config, outages }: World, call: Caller): Ports => {
  const queue = queues['send-reply']
  const sign = createSignReply(signingKey)
  const sendBy =
    (by: CarrierName): Carrier['send'] =>
    (sms) =>
      call('carrier.send', [by, sms], async () => ({ kind: 'accepted' }))
  return {
    senders: {
      load: (...args) => call('senders.load', args, () => stores.senders.load(...args)),
      save: (...args) => call('senders.save', args, () => stores.senders.save(...args)),
    },
    claims: {
      read: (...args) => call('claims.read', args, () => stores.claims.read(...args)),
      claim: (...args) => call('claims.claim', args, () => stores.claims.claim(...args)),
      settle: (...args) => call('claims.settle', args, () => stores.claims.settle(...args)),
      release: (...args) => call('claims.release', args, () => stores.claims.release(...args)),
      report: stores.claims.report,
    },
    budgets: {
      book: (...args) => call('budgets.book', args, () => stores.budgets.book(...args)),
      read: (...args) => call('budgets.read', args, () => stores.budgets.read(...args)),
    },
    circuits: {
      read: (...args) => call('circuits.read', args, () => stores.circuits.read(...args)),
      open: (...args) => call('circuits.open', args, () => stores.circuits.open(...args)),
      take: (...args) => call('circuits.take', args, () => stores.circuits.take(...args)),
      close: (...args) => call('circuits.close', args, () => stores.circuits.close(...args)),
    },
    replies: {
      put: (reply) => call('replies.put', [reply], async () => void queue.put(sign(reply), deliveryMs())),
      hold: (...args) => call('replies.hold', args, async () => queue.hide(...args)),
    },
    carrier: carrierByLine(config, {
      aws: { isReady: async () => true, send: sendBy('aws') },
      sim: {
        isReady: (line) => call('carrier.isReady', [line], async () => !outages.isDown('phone')),
        send: sendBy('sim'),
      },
    }),
  }
}
