/** httpSMS is no service of AWS, and only SIMs need it. */
export const simServiceNames = ['http-sms'] as const
