// Phones down. Everything it needs is on the page: it ends by itself without network, and after the phone was locked.
const ABSURD = 13 * 3600 * 1000

customElements.define("gm-down", class extends HTMLElement {
  connectedCallback() {
    this.ears = new AbortController()
    const { signal } = this.ears
    this.began = { steady: performance.now(), wall: Date.now() }
    this.lasts = this.dataset.left * 1000
    document.addEventListener("visibilitychange", () => document.hidden || this.look(), { signal })
    document.addEventListener("pointerdown", () => this.ringLater(), { signal, once: true })
    this.ticking = setInterval(() => this.look(), 1000)
    this.ringLater()
    this.look()
  }

  disconnectedCallback() {
    this.ears.abort()
    clearInterval(this.ticking)
    if (!this.over) this.takeBack?.()
  }

  // The steady clock may stop while a phone sleeps; the wall clock may be set. The larger advance counts, if it is sane.
  get gone() {
    const steady = performance.now() - this.began.steady, wall = Date.now() - this.began.wall
    return wall > steady && wall < ABSURD ? wall : steady
  }

  ringLater() {
    this.takeBack?.()
    if (this.dataset.sound && !this.over) this.takeBack = window.gemel.bellIn((this.lasts - this.gone) / 1000)
  }

  look() {
    if (this.over || this.gone < this.lasts) return
    this.over = true
    clearInterval(this.ticking)
    this.classList.add("is-over")
    this.querySelector("[data-while]").hidden = true
    this.querySelector("[data-over]").hidden = false
    // Woken late, the bell on the audio clock may not have rung: once more, softly, is better than not at all.
    if (this.dataset.sound && this.gone > this.lasts + 5000) window.gemel.bell()
  }
})
