export const whatsappBundles = { maxBytes: { 'receive-sms': 380_500, 'send-reply': 317_500 }, variables: {} } as const
