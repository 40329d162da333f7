// <gm-timer data-left="28" data-total="30">: a soft ring that empties. Nothing ticks, and nothing turns red.
const gemel = window.gemel ??= {}
const DRAWING = "http://www.w3.org/2000/svg"
const still = matchMedia("(prefers-reduced-motion: reduce)")

function draw(name, attributes, ...inside) {
  const one = document.createElementNS(DRAWING, name)
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value)
  one.append(...inside)
  return one
}

customElements.define("gm-timer", class extends HTMLElement {
  connectedCallback() {
    const circle = { cx: 50, cy: 50, r: 44, pathLength: 1 }
    this.ring = draw("circle", { ...circle, class: "timer-left", "stroke-dasharray": 1 })
    this.replaceChildren(draw("svg", { viewBox: "0 0 100 100", "aria-hidden": true, focusable: false },
      draw("circle", { ...circle, class: "timer-all" }), this.ring))
    this.elapsed = gemel.elapsed()
    const left = Number(this.dataset.left)
    if (left > 0 && gemel.sound() === "yes") queueMicrotask(() => { this.hush = gemel.bellIn(left) })
    this.tick()
    this.timer = setInterval(() => this.tick(), still.matches ? 5000 : 1000)
    this.last = setTimeout(() => this.tick(), left * 1000)
  }

  disconnectedCallback() {
    clearInterval(this.timer)
    clearTimeout(this.last)
    this.hush?.()
  }

  tick() {
    const left = Math.max(0, Number(this.dataset.left) - this.elapsed())
    this.ring.setAttribute("stroke-dashoffset", (1 - left / this.dataset.total).toFixed(4))
    this.classList.toggle("is-over", left === 0)
    if (left === 0) clearInterval(this.timer)
  }
})
