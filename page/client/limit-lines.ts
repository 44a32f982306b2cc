import type uPlot from 'uplot'

import { resolved } from './color.ts'
import type { MetricWidget } from './protocol.ts'

/** Draws the dashboard's annotations as dashed lines across the chart. The legend says what they mean. */
export const limitLines =
  (annotations: MetricWidget['annotations']) =>
  ({ ctx, bbox, valToPos }: uPlot): void => {
    for (const { value, color } of annotations) {
      const y = Math.round(valToPos(value, 'left', true))
      ctx.save()
      ctx.strokeStyle = resolved(color)
      ctx.lineWidth = 2
      ctx.setLineDash([6, 6])
      ctx.beginPath()
      ctx.moveTo(bbox.left, y)
      ctx.lineTo(bbox.left + bbox.width, y)
      ctx.stroke()
      ctx.restore()
    }
  }
