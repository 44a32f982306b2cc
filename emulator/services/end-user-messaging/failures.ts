import { ServiceFailure } from '../../endpoint/service.ts'

/** The errors of End User Messaging, with the fields that each has besides its message (API reference, SendTextMessage). */

type Field = { readonly Name: string; readonly Message: string }

export const invalid = (Reason: string, message: string, Fields: readonly Field[] = []) =>
  new ServiceFailure('ValidationException', message, { Reason, Fields })

export const conflict = (Reason: string, message: string, ResourceType: string, ResourceId: string) =>
  new ServiceFailure('ConflictException', message, { Reason, ResourceType, ResourceId })

export const notFound = (ResourceType: string, ResourceId: string) =>
  new ServiceFailure('ResourceNotFoundException', `Resource not found: ${ResourceType}`, { ResourceType, ResourceId })

export const quotaExceeded = (Reason: string, message: string) =>
  new ServiceFailure('ServiceQuotaExceededException', message, { Reason })
