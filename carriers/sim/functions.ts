import { environment } from '../../shared/adapters/environment.ts'
import type { Carrier } from '../../shared/ports.ts'
import { createSimCarrier } from './carrier.ts'
import { createSecretsClient } from './clients.ts'
import { createSimSecret } from './secret.ts'

/** Creates the carrier from the httpSMS settings in the function's environment. */
export const createSim = (now: () => number): Carrier =>
  createSimCarrier({
    url: environment('HTTP_SMS_URL'),
    readSecret: createSimSecret(createSecretsClient(), environment('SIM_SECRET_ARN'), now),
    now,
  })
