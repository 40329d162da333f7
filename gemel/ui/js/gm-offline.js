// Says in one kind line that there is no network. Never touches what was typed.
customElements.define("gm-offline", class extends HTMLElement {
  connectedCallback() {
    this.ears = new AbortController()
    const hear = (target, name, words) =>
      target.addEventListener(name, () => { this.textContent = words }, { signal: this.ears.signal })
    for (const name of ["htmx:sendError", "htmx:timeout"])
      document.addEventListener(name, ({ target }) => this.unsent(target), { signal: this.ears.signal })
    hear(document, "htmx:beforeRequest", "")
    hear(window, "offline", this.dataset.away)
    hear(window, "online", "")
    if (!navigator.onLine) this.textContent = this.dataset.away
  }

  disconnectedCallback() { this.ears.abort() }

  unsent(target) {
    if (target.matches?.("gm-sitting form")) this.kept()
    else this.textContent = this.dataset.unsent
  }

  kept() { this.textContent = this.dataset.kept ?? this.dataset.away }
})
