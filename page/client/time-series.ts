import uPlot from 'uplot'
import { plotData, plotOptions } from './plot.ts'
import type { MetricWidget, WidgetData } from './protocol.ts'

type ChartModel = { readonly widget: MetricWidget; readonly data: WidgetData }

/** As large as CSS makes it, and drawn again when its data, its size or the color scheme changes. */
class TimeSeries extends HTMLElement {
  #model: ChartModel | undefined
  #plot: uPlot | undefined
  readonly #resized = new ResizeObserver(() => this.#start())
  readonly #dark = matchMedia('(prefers-color-scheme: dark)')
  readonly #redraw = (): void => this.#plot?.redraw()

  set model(model: ChartModel) {
    const before = this.#model
    this.#model = model
    if (before?.widget !== model.widget) this.#start()
    else if (before.data !== model.data) this.#plot?.setData(plotData(model.widget, model.data))
  }

  connectedCallback(): void {
    this.#resized.observe(this)
    this.#dark.addEventListener('change', this.#redraw)
  }

  disconnectedCallback(): void {
    this.#resized.disconnect()
    this.#dark.removeEventListener('change', this.#redraw)
    this.#end()
  }

  #start(): void {
    this.#end()
    const size = { width: this.clientWidth, height: this.clientHeight }
    if (this.#model === undefined || size.width === 0) return
    const { widget, data } = this.#model
    this.#plot = new uPlot(plotOptions(widget, size), plotData(widget, data), this)
  }

  #end(): void {
    this.#plot?.destroy()
    this.#plot = undefined
  }
}

customElements.define('time-series', TimeSeries)
