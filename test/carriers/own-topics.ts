import type { CarrierName } from '../../carriers/index.ts'
import type { OwnTopic } from './own-topic.ts'
import { whatsappTopic } from './whatsapp/own-topic.ts'

/** Carriers with an inbound topic of their own. */
export const ownTopics: Readonly<Partial<Record<CarrierName, OwnTopic>>> = { whatsapp: whatsappTopic }
