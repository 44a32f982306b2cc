import { toyTemplate } from '../../../local/toy/template.ts'

const { Resources, Outputs } = toyTemplate
const { Single, Shared } = Resources

/** The toy's template, with what the stand-in for httpSMS looks for in a stack. */
export const simTemplate = {
  ...toyTemplate,
  Resources: {
    ...Resources,
    Single: {
      ...Single,
      Properties: {
        ...Single.Properties,
        Environment: {
          Variables: { ...Single.Properties.Environment.Variables, HTTP_SMS_URL: 'https://api.httpsms.com' },
        },
      },
    },
    Shared: {
      ...Shared,
      Properties: {
        ...Shared.Properties,
        GenerateSecretString: { ...Shared.Properties.GenerateSecretString, GenerateStringKey: 'webhookKey' },
      },
    },
  },
  Outputs: { ...Outputs, SimWebhookUrl: Outputs.FunctionUrl, SimSecretArn: { Value: { Ref: 'Shared' } } },
}
