// A thank-you that may fill the whole screen and keep it awake while it is read.
customElements.define("gm-note", class extends HTMLElement {
  connectedCallback() {
    if (!document.fullscreenEnabled || this.querySelector("button")) return
    const button = document.createElement("button")
    button.type = "button"
    button.className = "button button--plain"
    button.textContent = this.dataset.open
    button.addEventListener("click", () => this.open())
    this.append(button)
  }

  async open() {
    await this.requestFullscreen().catch(() => {})
    this.lock = await navigator.wakeLock?.request("screen").catch(() => {})
    this.addEventListener("click", () => document.fullscreenElement && document.exitFullscreen(), { once: true })
  }

  disconnectedCallback() { this.lock?.release() }
})
