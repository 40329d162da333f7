// <gm-live data-stream data-poll data-now>: stands on every page of two people and shows what they may do now.
const gemel = window.gemel ??= {}
const SHELF = "gemel-live"
const BENEATH = "main, .beside, .tabs, .skip"
// Somebody who looks for help, or breathes, is not called away; the next page shows how it stands.
const PEACE = /^\/(help|calm)\b/
let handled, now = "", line = Promise.resolve()

gemel.remember = version => {
  try {
    if (version !== undefined) sessionStorage.setItem(SHELF, version)
    return sessionStorage.getItem(SHELF)
  } catch { return null /* no storage here: it is asked once a page */ }
}

const same = (one, other) => one !== undefined && one !== null && Number(one) === other

customElements.define("gm-live", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this)
    this.addEventListener("keydown", this)
    gemel.listen()
    queueMicrotask(() => this.show())
  }

  disconnectedCallback() {
    setTimeout(gemel.leave)
  }

  // One after the other: what was heard first is shown first.
  hear(version, again = false) {
    if (!gemel.resend()) line = line.then(() => this.act(version, again)).catch(() => { handled = undefined })
  }

  async act(version, again) {
    if (PEACE.test(location.pathname)) return
    await gemel.idle()
    const sitting = gemel.sitting()
    if (!again && (version === handled || same(sitting ? sitting.dataset.version : gemel.remember(), version))) return
    handled = version
    let right = !sitting || await gemel.renew()
    // Not of this sitting, or nothing is open: it may be something else that happens now.
    if (right && !same(gemel.sitting()?.dataset.version, version)) right = await this.look()
    if (!right) handled = undefined
    else if (!now && !again) gemel.remember(version)
  }

  async look() {
    const answer = await gemel.ask(this.dataset.now)
    if (!answer?.ok || answer.redirected) return false
    now = answer.status === 204 ? "" : await answer.text()
    document.querySelector("gm-live")?.show()
    return true
  }

  // What holds for both is gone to at once, unless something typed here would be lost: then it waits as a cover.
  show() {
    this.uncover()
    this.innerHTML = now
    const link = this.querySelector("a")
    if (!link || link.getAttribute("href") === gemel.sitting()?.dataset.address) return this.replaceChildren(now = "")
    htmx.process(this)
    const cover = this.querySelector("[data-go]")
    if (!cover) return
    this.cover(cover)
    if (!gemel.typed().length && !document.querySelector("main :is(.error, [aria-invalid])")) link.click()
  }

  cover(sheet) {
    this.from = document.activeElement
    document.querySelectorAll(BENEATH).forEach(one => { one.inert = true })
    sheet.tabIndex = -1
    sheet.focus({ preventScroll: true })
  }

  uncover() {
    document.querySelectorAll(BENEATH).forEach(one => { one.inert = false })
  }

  handleEvent({ type, key, target }) {
    if (!this.querySelector("[data-go]") || (type === "click" ? !target.closest("[data-close]") : key !== "Escape")) return
    this.uncover()
    this.replaceChildren()
    this.from?.focus({ preventScroll: true })
  }
})
