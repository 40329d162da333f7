// Says in one kind line that there is no network. Never touches what was typed.
customElements.define("gm-offline", class extends HTMLElement {
  connectedCallback() {
    this.ears = new AbortController()
    const hear = (target, name, words) =>
      target.addEventListener(name, () => { this.textContent = words }, { signal: this.ears.signal })
    hear(document, "htmx:sendError", this.dataset.unsent)
    hear(document, "htmx:timeout", this.dataset.unsent)
    hear(document, "htmx:beforeRequest", "")
    hear(window, "offline", this.dataset.away)
    hear(window, "online", "")
    if (!navigator.onLine) this.textContent = this.dataset.away
  }

  disconnectedCallback() { this.ears.abort() }
})
