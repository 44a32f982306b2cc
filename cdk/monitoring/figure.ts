import { type IMetric, type IWidget, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch'

/** The start of a widget that shows today: CloudWatch returns a whole period only if it lies within the widget's range. */
export const sinceYesterday = '-P2D'

type Size = { readonly width: number; readonly height: number }

export const besideGraphs: Size = { width: 5, height: 6 }

/** A widget that shows the latest value of a metric. */
export const figure = (
  title: string,
  metric: IMetric,
  start = sinceYesterday,
  size: Size = { width: 4, height: 4 },
): IWidget => new SingleValueWidget({ title, metrics: [metric], start, ...size })
