import type { CarrierName } from '../../shared/rules/carriers.ts'
import { ownTopic as whatsapp } from '../whatsapp/test/own-topic.ts'
import type { OwnTopic } from './own-topic.ts'

/** Carriers with an inbound topic of their own. */
export const ownTopics: Readonly<Partial<Record<CarrierName, OwnTopic>>> = { whatsapp }
