import { carriersOf } from '../../../settings/lines.ts'
import type { Settings } from '../../../settings/schema.ts'

/** The numbers of the AWS lines that the stack doesn't buy, in the order of settings. */
export const awsNumbersOf = ({ lines }: Pick<Settings, 'lines'>): readonly string[] =>
  lines.flatMap(({ carrier, number }) => (carrier === 'aws' ? (number ?? []) : []))

/** The ids that AWS has given to numbers, by number, as far as they are in settings. */
export const phoneNumberIdsOf = ({ lines }: Pick<Settings, 'lines'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.flatMap(({ carrier, number, phoneNumberId }) =>
      carrier !== 'aws' || number === undefined || phoneNumberId === undefined ? [] : [[number, phoneNumberId]],
    ),
  )

/** Whether a line is AWS's. Without one, AWS sends nothing and bills nothing by the part. */
export const hasAwsLine = (settings: Pick<Settings, 'lines'>): boolean => carriersOf(settings).includes('aws')

/** Whether there are AWS lines and all of them are simulators, as far as settings show. */
export const hasOnlySimulators = ({ lines }: Pick<Settings, 'lines'>): boolean => {
  const ofAws = lines.filter(({ carrier }) => carrier === 'aws')
  return ofAws.length > 0 && ofAws.every(({ buy }) => buy === 'SIMULATOR')
}
