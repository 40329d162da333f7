// <gm-down data-left="2400" data-sound="yes">: phones down. [data-while] is shown until the time is over, then
// [data-over]. Asks nobody meanwhile and needs no network; a locked phone knows as soon as it is looked at.
const gemel = window.gemel ??= {}
const OFTEN = 15, NEARLY = 3

customElements.define("gm-down", class extends HTMLElement {
  connectedCallback() {
    this.left = Number(this.dataset.left)
    this.ears = new AbortController()
    const { signal } = this.ears
    document.addEventListener("visibilitychange", () => this.look(), { signal })
    addEventListener("pageshow", () => this.look(), { signal })
    gemel.awake()
    this.begin()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.ears.abort()
    if (this.left - this.elapsed() > NEARLY) this.hush?.()
    gemel.awake()
  }

  begin() {
    this.hush?.()
    this.elapsed = gemel.elapsed()
    const rings = this.dataset.sound && gemel.sound() !== "no"
    this.hush = rings ? gemel.bellIn(this.left) : null
    this.querySelector("[data-bell]")?.toggleAttribute("hidden", !rings)
    this.look()
  }

  look() {
    clearTimeout(this.timer)
    if (document.hidden && !this.isConnected) return
    const left = this.left - this.elapsed()
    if (left <= 0) this.end()
    else this.timer = setTimeout(() => this.look(), Math.min(left, OFTEN) * 1000)
  }

  // Where the two clocks did not agree, the phone slept or somebody set its clock: the server knows, if it can be asked.
  async end() {
    if (this.classList.contains("is-over") || this.asking) return
    this.asking = true
    const left = this.elapsed.leapt ? await this.asked() : 0
    this.asking = false
    if (left > 1) {
      this.left = left
      return this.begin()
    }
    this.over()
  }

  async asked() {
    const address = gemel.sitting()?.dataset.address
    const answer = address && navigator.onLine && await gemel.ask(address)
    if (!answer?.ok) return 0
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    return Number(page.querySelector("gm-down")?.dataset.left ?? 0)
  }

  over() {
    this.classList.add("is-over")
    this.querySelectorAll("[data-while]").forEach(one => { one.hidden = true })
    this.querySelectorAll("[data-over]").forEach(one => { one.hidden = false })
    if (this.hush?.()) gemel.bell()
    gemel.awake()
  }
})
