import { environment } from '../../shared/adapters/environment.ts'
import type { Carrier } from '../../shared/ports.ts'
import { createAwsCarrier } from './carrier.ts'
import { createSmsVoiceClient } from './client.ts'

/** Creates the AWS carrier that a function's environment describes. */
export const createAws = (): Carrier => createAwsCarrier(createSmsVoiceClient(), environment('CONFIGURATION_SET'))
