// <gm-pacer data-in="4" data-out="6" data-minutes="3" data-breathe-in data-breathe-out data-end data-stop>
//   <button type="button" hidden>Begin</button></gm-pacer>: a disc that breathes. It ends when a breath has gone out.
const gemel = window.gemel ??= {}
const still = matchMedia("(prefers-reduced-motion: reduce)")
const SETTLE = 600

function part(name, className, attributes = {}) {
  const one = document.createElement(name)
  one.className = className
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value)
  return one
}

customElements.define("gm-pacer", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.begin = this.button.textContent
    this.button.hidden = false
    this.button.classList.add("button", "button--calm")
    this.button.addEventListener("click", () => (this.classList.contains("is-going") ? this.stop() : this.start()))
    this.heard = part("p", "visually-hidden", { role: "status" })
    this.words = part("p", "pacer-words", { "aria-live": "off" })
    this.dots = part("p", "pacer-dots", { "aria-hidden": true })
    this.disc = part("div", "pacer-disc", { "aria-hidden": true })
    const stage = part("div", "pacer-stage")
    stage.append(this.disc, this.words, this.dots)
    this.prepend(stage, this.heard)
  }

  disconnectedCallback() { this.rest() }

  start() {
    const { in: ins, out, minutes, breatheIn, breatheOut, stop } = this.dataset
    this.parts = [[breatheIn, Number(ins), "is-in"], [breatheOut, Number(out), "is-out"]]
    this.breaths = Math.max(1, Math.round(minutes * 60 / (Number(ins) + Number(out))))
    this.heard.textContent = `${breatheIn} ${ins}, ${breatheOut} ${out}`
    this.button.textContent = stop ?? this.begin
    this.button.setAttribute("aria-pressed", true)
    this.classList.remove("is-done")
    this.classList.add("is-going")
    gemel.awake()
    this.due = performance.now() + SETTLE
    this.timer = setTimeout(() => this.breathe(0), SETTLE)
  }

  // Each half begins when it is due, counted from the first: late timers do not add up.
  breathe(half) {
    if (half === this.breaths * 2) return this.end()
    const [words, seconds, way] = this.parts[half % 2]
    this.words.textContent = words
    this.disc.style.setProperty("--for", `${seconds}s`)
    this.classList.remove("is-in", "is-out")
    this.classList.add(way)
    this.due += seconds * 1000
    clearInterval(this.counting)
    if (still.matches) this.count()
    this.timer = setTimeout(() => this.breathe(half + 1), this.due - performance.now())
  }

  count() {
    this.dots.textContent = "·"
    this.counting = setInterval(() => { this.dots.textContent += " ·" }, 1000)
  }

  rest() {
    clearTimeout(this.timer)
    clearInterval(this.counting)
    this.classList.remove("is-going", "is-in", "is-out")
    this.button.textContent = this.begin
    this.button.removeAttribute("aria-pressed")
    this.words.textContent = this.dots.textContent = this.heard.textContent = ""
    gemel.awake()
  }

  stop() { this.rest() }

  end() {
    this.rest()
    this.classList.add("is-done")
    this.words.textContent = this.heard.textContent = this.dataset.end
    if (gemel.sound() === "yes") gemel.bell()
  }
})
