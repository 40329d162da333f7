// Breathing with a pacer: a disc that grows with the breath in and sinks, longer, with the breath out.
customElements.define("gm-pacer", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.first = this.button.textContent
    this.button.hidden = false
    this.button.onclick = () => this.going ? this.stop("") : this.begin()
  }

  disconnectedCallback() { clearTimeout(this.timer) }

  begin() {
    this.querySelector(".pacer")?.remove()
    const disc = document.createElement("div")
    disc.className = "pacer"
    disc.setAttribute("aria-hidden", "true")
    disc.innerHTML = '<span class="pacer-disc"></span><span class="pacer-word"></span>'
    this.prepend(disc)
    this.disc = disc
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches
    disc.classList.toggle("is-still", this.still)
    this.going = true
    this.ends = performance.now() + this.dataset.minutes * 60000
    this.button.textContent = this.dataset.stop ?? "Stop"
    this.say(`${this.dataset.breatheIn} ${this.dataset.in}, ${this.dataset.breatheOut} ${this.dataset.out}`)
    requestAnimationFrame(() => this.breathe(true))
  }

  breathe(inward) {
    if (!this.going) return
    if (inward && performance.now() >= this.ends) return this.stop(this.dataset.end)
    const seconds = Number(inward ? this.dataset.in : this.dataset.out)
    this.disc.style.setProperty("--seconds", `${seconds}s`)
    this.disc.classList.toggle("is-in", inward)
    this.word(inward ? this.dataset.breatheIn : this.dataset.breatheOut, this.still ? 1 : 0, seconds)
    this.timer = setTimeout(() => this.breathe(!inward), seconds * 1000)
  }

  // Without motion the seconds are counted in dots.
  word(text, dots, seconds) {
    this.disc.lastChild.textContent = dots ? `${text} ${"·".repeat(dots)}` : text
    if (dots && dots < seconds) this.counting = setTimeout(() => this.going && this.word(text, dots + 1, seconds), 1000)
  }

  stop(last) {
    this.going = false
    clearTimeout(this.timer)
    clearTimeout(this.counting)
    this.button.textContent = this.first
    this.disc.classList.remove("is-in")
    this.disc.lastChild.textContent = last
    this.say(last)
  }

  say(words) {
    const line = this.querySelector("[role=status]") ?? this.appendChild(document.createElement("p"))
    line.setAttribute("role", "status")
    line.className = "visually-hidden"
    line.textContent = words
  }
})
