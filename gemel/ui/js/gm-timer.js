// A ring that empties: about how long is left, without a number. At the end it glows, and rings if that was asked for.
const SVG = "http://www.w3.org/2000/svg"
const AROUND = 2 * Math.PI * 45

customElements.define("gm-timer", class extends HTMLElement {
  connectedCallback() {
    this.total = Number(this.dataset.total) || 1
    this.ends = performance.now() + this.dataset.left * 1000
    this.replaceChildren(this.ring())
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    this.ticking = setInterval(() => this.draw(), still ? 5000 : 250)
    this.fresh = this.dataset.left > 0
    this.draw()
  }

  disconnectedCallback() { clearInterval(this.ticking) }

  ring() {
    const svg = document.createElementNS(SVG, "svg")
    svg.setAttribute("viewBox", "0 0 100 100")
    svg.setAttribute("aria-hidden", "true")
    for (const name of ["ring", "ring-left"]) {
      const circle = document.createElementNS(SVG, "circle")
      for (const [key, value] of [["cx", 50], ["cy", 50], ["r", 45], ["class", name]]) circle.setAttribute(key, value)
      svg.append(circle)
    }
    this.left = svg.lastChild
    this.left.setAttribute("stroke-dasharray", AROUND)
    return svg
  }

  draw() {
    const part = Math.max(0, (this.ends - performance.now()) / 1000 / this.total)
    this.left.setAttribute("stroke-dashoffset", AROUND * (1 - Math.min(1, part)))
    if (part > 0) return
    clearInterval(this.ticking)
    this.classList.add("is-over")
    if (this.fresh && window.gemel.soundWanted()) window.gemel.bell()
  }
})
