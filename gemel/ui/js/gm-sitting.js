// <gm-sitting data-address data-version data-left="41">: what two people do now. Looks anew when the server's clock
// has moved it on, keeps the screen on, and knows the version that stands on the page.
const gemel = window.gemel ??= {}
const AFTER = 0.3, LONGEST = 20
let tries = 0

customElements.define("gm-sitting", class extends HTMLElement {
  connectedCallback() {
    gemel.remember(this.dataset.version)
    gemel.awake()
    if (!this.dataset.left) return
    this.elapsed = gemel.elapsed()
    this.ears = new AbortController()
    const { signal } = this.ears
    document.addEventListener("visibilitychange", () => this.count(), { signal })
    addEventListener("online", () => this.count(), { signal })
    this.count()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.ears?.abort()
    gemel.awake()
  }

  // Wakes at least every 20 s: a long timer stops while the phone sleeps.
  async count() {
    clearTimeout(this.timer)
    const left = Number(this.dataset.left) + AFTER - this.elapsed()
    if (left > 1) tries = 0
    if (left <= 0 || this.dataset.left === "0") return this.move()
    this.timer = setTimeout(() => this.count(), Math.min(left, LONGEST) * 1000)
  }

  // A clock that will not move on, or no network: asked ever more slowly.
  async move() {
    const wait = tries ? Math.min(2 ** tries, LONGEST) : 0.01
    tries += 1
    await new Promise(done => { this.timer = setTimeout(done, wait * 1000) })
    if (!document.hidden) await gemel.renew()
    if (this.isConnected) this.timer = setTimeout(() => this.count(), 1000)
  }
})
