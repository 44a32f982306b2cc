import type { CarrierService } from '../../endpoint/carrier-service.ts'
import { httpSmsAnswer } from './answer.ts'
import { httpSmsRequest } from './http-request.ts'

const httpSms: CarrierService = {
  name: 'http-sms',
  readRequest: httpSmsRequest,
  errorAnswer: ({ status, message }) => httpSmsAnswer(status, message),
  // The address contains the function's access key, because httpSMS's own API key doesn't say which function makes a request.
  functionVariables: (given, endpoint, accessKeyId): { readonly [name: string]: string } =>
    'HTTP_SMS_URL' in given ? { HTTP_SMS_URL: `${endpoint}/http-sms/${accessKeyId}` } : {},
}

export const simServices: readonly CarrierService[] = [httpSms]
