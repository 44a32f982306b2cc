import type { CarrierService } from '../../endpoint/carrier-service.ts'
import { socialMessagingError } from './answer.ts'
import { socialMessagingRequest } from './http-request.ts'
import { socialMessagingPermissions } from './permissions.ts'

const socialMessaging: CarrierService = {
  name: 'social-messaging',
  readRequest: socialMessagingRequest,
  errorAnswer: socialMessagingError,
  requiredPermissions: socialMessagingPermissions,
}

export const whatsappServices: readonly CarrierService[] = [socialMessaging]
