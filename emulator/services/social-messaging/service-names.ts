/** Requests to the service are signed for this name (service authorization reference). */
export const whatsappServiceNames = ['social-messaging'] as const
