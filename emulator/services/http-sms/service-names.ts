/** httpSMS is not an AWS service, but the embedded cloud routes requests to it as if it were. Only lines with a SIM need it. */
export const simServiceNames = ['http-sms'] as const
