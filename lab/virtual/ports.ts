import { type CarrierName, carrierNames, carriers } from '../../carriers/registry.ts'
import { carrierByLine } from '../../functions/send-reply/carrier-by-line.ts'
import type {
  BudgetStore,
  Carrier,
  CarrierAnswer,
  CircuitStore,
  ClaimStore,
  OutboundSms,
  ReplyQueue,
  SenderStore,
} from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'

/** All calls that the functions make to the outside. */
type Verbs = {
  'senders.load': SenderStore['load']
  'senders.save': SenderStore['save']
  'claims.read': ClaimStore['read']
  'claims.claim': ClaimStore['claim']
  'claims.settle': ClaimStore['settle']
  'claims.release': ClaimStore['release']
  'claims.report': ClaimStore['report']
  'claims.noteMessageId': ClaimStore['noteMessageId']
  'claims.inboundIdOf': ClaimStore['inboundIdOf']
  'budgets.book': BudgetStore['book']
  'budgets.read': BudgetStore['read']
  'circuits.read': CircuitStore['read']
  'circuits.refused': CircuitStore['refused']
  'circuits.take': CircuitStore['take']
  'circuits.close': CircuitStore['close']
  'replies.put': ReplyQueue['put']
  'replies.hold': ReplyQueue['hold']
  /** Called only for carriers whose lines have a phone. */
  'carrier.isReady': Carrier['isReady']
  /** The first argument is the carrier that sends. */
  'carrier.send': (by: CarrierName, sms: OutboundSms) => Promise<CarrierAnswer>
}
export type Verb = keyof Verbs
export type ArgumentsOf<V extends Verb> = Parameters<Verbs[V]>
export type AnswerOf<V extends Verb> = Awaited<ReturnType<Verbs[V]>>

/** Makes a call to a port. `takeEffect` does what the port promises. An implementation can count calls, delay them or make them fail. */
export type Call = <V extends Verb>(
  verb: V,
  args: ArgumentsOf<V>,
  takeEffect: () => Promise<AnswerOf<V>>,
) => Promise<AnswerOf<V>>

export type Stores = {
  readonly senders: SenderStore
  readonly claims: ClaimStore
  readonly budgets: BudgetStore
  readonly circuits: CircuitStore
}

export type Ports = Stores & { readonly replies: ReplyQueue; readonly carrier: Carrier }

/** Whether a carrier's lines have a phone, which may be offline. */
export const hasPhone = (name: CarrierName): boolean => carriers[name].takesCalls

/** The ports of one process. Every call to them is made through `call`. */
export const portsThrough = (
  call: Call,
  config: Pick<Config, 'lines'>,
  { senders, claims, budgets, circuits }: Stores,
  replies: ReplyQueue,
  carrierNamed: (name: CarrierName) => Carrier,
): Ports => ({
  senders: {
    load: (...args) => call('senders.load', args, () => senders.load(...args)),
    save: (...args) => call('senders.save', args, () => senders.save(...args)),
  },
  claims: {
    read: (...args) => call('claims.read', args, () => claims.read(...args)),
    claim: (...args) => call('claims.claim', args, () => claims.claim(...args)),
    settle: (...args) => call('claims.settle', args, () => claims.settle(...args)),
    release: (...args) => call('claims.release', args, () => claims.release(...args)),
    report: (...args) => call('claims.report', args, () => claims.report(...args)),
    noteMessageId: (...args) => call('claims.noteMessageId', args, () => claims.noteMessageId(...args)),
    inboundIdOf: (...args) => call('claims.inboundIdOf', args, () => claims.inboundIdOf(...args)),
  },
  budgets: {
    book: (...args) => call('budgets.book', args, () => budgets.book(...args)),
    read: (...args) => call('budgets.read', args, () => budgets.read(...args)),
  },
  circuits: {
    read: (...args) => call('circuits.read', args, () => circuits.read(...args)),
    refused: (...args) => call('circuits.refused', args, () => circuits.refused(...args)),
    take: (...args) => call('circuits.take', args, () => circuits.take(...args)),
    close: (...args) => call('circuits.close', args, () => circuits.close(...args)),
  },
  replies: {
    put: (...args) => call('replies.put', args, () => replies.put(...args)),
    hold: (...args) => call('replies.hold', args, () => replies.hold(...args)),
  },
  carrier: carrierByLine(
    config,
    Object.fromEntries(carrierNames.map((name) => [name, carrierThrough(call, name, carrierNamed(name))])),
  ),
})

const carrierThrough = (call: Call, name: CarrierName, carrier: Carrier): Carrier => ({
  isReady: async (line) => (hasPhone(name) ? call('carrier.isReady', [line], () => carrier.isReady(line)) : true),
  send: (sms) => call('carrier.send', [name, sms], () => carrier.send(sms)),
})
