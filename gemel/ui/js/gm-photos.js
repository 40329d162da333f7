// <gm-photos><input type="file"><progress hidden></progress></gm-photos>: says before anything is sent that it is more
// than fits, shows how far the photos have come, and still holds them when the page comes back with a question.
const MIB = 1 << 20, MOST = 10
let chosen

customElements.define("gm-photos", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input")
    this.bar = this.querySelector("progress")
    if (chosen?.name === this.input.name) this.input.files = chosen.files
    this.ears = new AbortController()
    const hear = (target, name, what) => target.addEventListener(name, what, { signal: this.ears.signal })
    const form = this.closest("form")
    hear(this.input, "change", () => this.weigh())
    hear(form, "htmx:beforeRequest", () => this.leave())
    hear(form, "htmx:xhr:progress", ({ detail }) => this.show(detail))
    hear(form, "htmx:afterRequest", () => { this.bar.hidden = true })
  }

  disconnectedCallback() { this.ears.abort() }

  weigh() {
    const files = [...this.input.files], all = files.reduce((sum, file) => sum + file.size, 0)
    const fits = files.length <= MOST && all <= 40 * MIB && files.every(file => file.size <= 20 * MIB)
    this.input.setCustomValidity(fits ? "" : this.input.dataset.tooMuch)
    if (!fits) this.input.reportValidity()
  }

  leave() {
    if (!this.input.files.length) return
    chosen = this.input
    this.bar.hidden = false
  }

  // All of it has gone out, and is being looked at there: the bar moves without saying how far.
  show({ lengthComputable, loaded, total }) {
    if (lengthComputable && loaded < total) this.bar.value = loaded / total
    else this.bar.removeAttribute("value")
  }
})

document.addEventListener("htmx:beforeSwap", ({ detail }) => { if (detail.xhr.status < 400) chosen = null })
document.addEventListener("htmx:afterSettle", () => { chosen = null })
