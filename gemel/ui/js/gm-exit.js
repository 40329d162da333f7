// Leaves at once: a click, or Shift three times. The page goes blank first, private pages lock, the address changes.
const WITHIN = 1500

customElements.define("gm-exit", class extends HTMLElement {
  connectedCallback() {
    this.ears = new AbortController()
    const { signal } = this.ears
    let presses = []
    this.addEventListener("click", event => { event.preventDefault(); this.leave() }, { signal })
    document.addEventListener("keydown", event => {
      if (event.repeat) return
      const now = event.timeStamp
      presses = event.key === "Shift" ? [...presses.filter(then => now - then < WITHIN), now] : []
      if (presses.length === 3) this.leave()
    }, { signal })
  }

  disconnectedCallback() { this.ears.abort() }

  leave() {
    const { href } = this.querySelector("a")
    document.documentElement.classList.add("gone")
    document.title = "\u200b"
    const token = document.querySelector('input[name="_token"]')
    if (token) navigator.sendBeacon("/exits", new URLSearchParams({ _token: token.value }))
    location.replace(href)
  }
})
