import { environment } from '../../shared/adapters/environment.ts'
import type { Carrier } from '../../shared/ports.ts'
import { createAwsCarrier } from './carrier.ts'
import { createSmsVoiceClient } from './client.ts'

/** AWS as a function's environment names it. */
export const createAws = (): Carrier => createAwsCarrier(createSmsVoiceClient(), environment('CONFIGURATION_SET'))
