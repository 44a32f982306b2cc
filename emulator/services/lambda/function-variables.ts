import { devNull } from 'node:os'

import { carrierServices } from '../../endpoint/services.ts'
import type { Place, Resource } from '../../template/resource-type.ts'
import type { AccessKey } from '../iam/credentials.ts'
import type { FunctionProperties } from './resources.ts'

/**
 * The environment variables of a function: those of the template, and those that Lambda sets (developer guide, environment
 * variables).
 */
export const functionVariables = (
  { ref, properties }: Resource<FunctionProperties>,
  { endpoint, region }: Place,
  key: AccessKey,
): { readonly [name: string]: string } => ({
  ...properties.Environment.Variables,
  AWS_ACCESS_KEY_ID: key.accessKeyId,
  AWS_SECRET_ACCESS_KEY: key.secretAccessKey,
  AWS_SESSION_TOKEN: key.accessKeyId,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: ref,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_FORMAT: properties.LoggingConfig.LogFormat,
  AWS_LAMBDA_LOG_GROUP_NAME: properties.LoggingConfig.LogGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: `embedded/[$LATEST]${key.accessKeyId}`,
  _HANDLER: properties.Handler,
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
  // The following differ from AWS. They are the endpoints of services, and the configuration files, which are empty so that those
  // of this machine's user have no effect.
  AWS_ENDPOINT_URL: endpoint,
  ...Object.assign(
    {},
    ...carrierServices.map(({ functionVariables }) =>
      functionVariables?.(properties.Environment.Variables, endpoint, key.accessKeyId),
    ),
  ),
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
})
