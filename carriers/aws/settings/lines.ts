import { carriersOf } from '../../../settings/carriers.ts'
import type { Settings } from '../../../settings/schema.ts'

/** The numbers of lines that AWS answers by and that the stack doesn't buy, in the order of settings. */
export const awsNumbersOf = ({ lines }: Pick<Settings, 'lines'>): readonly string[] =>
  lines.flatMap(({ carrier, number }) => (carrier === 'aws' ? (number ?? []) : []))

/** The ids that AWS has given to numbers, as far as settings tell them, by number. */
export const phoneNumberIdsOf = ({ lines }: Pick<Settings, 'lines'>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    lines.flatMap(({ carrier, number, phoneNumberId }) =>
      carrier !== 'aws' || number === undefined || phoneNumberId === undefined ? [] : [[number, phoneNumberId]],
    ),
  )

/** Without one there is nothing that AWS sends, or bills by the part. */
export const hasAwsLine = (settings: Pick<Settings, 'lines'>): boolean => carriersOf(settings).includes('aws')

/** Whether all that AWS sends goes from simulators, as far as settings tell. */
export const hasOnlySimulators = ({ lines }: Pick<Settings, 'lines'>): boolean => {
  const ofAws = lines.filter(({ carrier }) => carrier === 'aws')
  return ofAws.length > 0 && ofAws.every(({ buy }) => buy === 'SIMULATOR')
}
