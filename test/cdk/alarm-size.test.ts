import { App, Stack } from 'aws-cdk-lib'
import { Alarm, type IMetric, MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { expect, test } from 'vitest'

import { refuseLargeAlarms } from '../../cdk/monitoring/alarm-size.ts'

/** An alarm on so many expressions, each of which uses the previous one. */
const check = (expressions: number) => {
  const stack = new Stack(new App(), 'Toy', { env: { region: 'eu-west-3' } })
  const metric = Array.from({ length: expressions }, (_, n) => n).reduce<IMetric>(
    (inner, n) => new MathExpression({ expression: `e${n} + 1`, usingMetrics: { [`e${n}`]: inner } }),
    new Metric({ namespace: 'Toys', metricName: 'Counted' }),
  )
  new Alarm(stack, 'Alarm', { alarmName: 'Toy-many', metric, threshold: 0, evaluationPeriods: 1 })
  return () => refuseLargeAlarms(stack)
}

test('an alarm of more than ten expressions, which CloudWatch would refuse, is refused in one sentence', () => {
  expect(check(0)).not.toThrow()
  expect(check(10)).not.toThrow()
  expect(check(11)).toThrow(
    /^The alarm Toy-many would have 11 expressions, but CloudWatch allows 10: deploy some of the stage's lines as another stage\.$/,
  )
})
