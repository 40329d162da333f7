// <gm-sitting data-address data-version data-left="41">: one card of what two phones do in step.
// Fetches itself anew when somebody says so, and when the server's clock moves it on. Nothing typed is lost by that.
const SLACK = 300, OFTEN = 60_000, TRIES = 5
let last = "", tries = 0
const typing = "input:not([type=hidden]), textarea, select"
const fields = root => [...root.querySelectorAll(typing)].filter(field => field.name)
const ticks = field => field.type === "radio" || field.type === "checkbox"
const changed = field => ticks(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue

customElements.define("gm-sitting", class extends HTMLElement {
  connectedCallback() {
    this.ears = new AbortController()
    const key = `${this.dataset.address}#${this.dataset.version}`
    if (key !== last) tries = 0
    last = key
    if (this.dataset.left) {
      this.due = performance.now() + this.dataset.left * 1000 + (tries ? 1_000 : SLACK)
      document.addEventListener("visibilitychange", () => document.hidden || this.again(), { signal: this.ears.signal })
      addEventListener("online", () => this.again(), { signal: this.ears.signal })
      this.wait()
    }
    queueMicrotask(() => { this.giveBack(); window.gemel?.awake() })
  }

  disconnectedCallback() {
    this.ears.abort()
    clearTimeout(this.timer)
    queueMicrotask(() => window.gemel?.awake())
  }

  wait() {
    const rest = this.due - performance.now()
    if (rest > 0) this.timer = setTimeout(() => this.wait(), Math.min(rest, OFTEN))
    else if (tries++ < TRIES) this.again()
  }

  /** A phone's timers may have slept: ask, and if that fails, a second later once more. */
  again() {
    clearTimeout(this.timer)
    this.anew().catch(() => {
      this.due = Math.max(this.due, performance.now() + 1_000)
      if (this.isConnected) this.wait()
    })
  }

  async anew(signal = new AbortController().signal) {
    const limit = AbortSignal.any([signal, this.ears.signal, AbortSignal.timeout(8_000)])
    const answer = await fetch(this.dataset.address, { headers: { "hx-request": "true" }, cache: "no-store", signal: limit })
    if (answer.status >= 500) throw new Error("not now")
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    if (!this.isConnected) return
    if (page.querySelector("gm-sitting")) return this.show(page)
    this.keep(this.typed())
    location.assign(this.dataset.address)
  }

  show(page) {
    const before = document.getElementById("main"), after = page.getElementById("main")
    const typed = this.typed(), open = [...before.querySelectorAll("details[open] > summary")].map(one => one.textContent)
    const focus = document.activeElement, inside = before.contains(focus), field = inside && focus.matches(typing) && focus.name
    const turned = before.querySelector("h1")?.textContent !== after.querySelector("h1")?.textContent
    for (const one of after.querySelectorAll("details > summary")) if (open.includes(one.textContent)) one.parentElement.open = true
    this.keep(typed)
    document.title = page.title
    document.body.className = page.body.className
    if (turned) after.classList.add("is-turned")
    before.replaceWith(after)
    window.htmx.process(after)
    after.querySelector("gm-sitting").giveBack()
    const there = field && fields(after).find(one => one.name === field)
    if (there) return there.focus({ preventScroll: true })
    if (turned) scrollTo({ top: 0 })
    if (turned || inside) after.focus({ preventScroll: true })
  }

  typed() {
    return fields(document.getElementById("main")).filter(changed).filter(one => !ticks(one) || one.checked)
      .map(field => [field.name, field.value, field.selectionStart])
  }

  /** What was typed waits in this tab until its field is there again. */
  keep(typed) {
    const names = typed.map(([name]) => name), waiting = this.kept().filter(([name]) => !names.includes(name))
    sessionStorage.setItem(this.store, JSON.stringify([...waiting, ...typed]))
  }

  giveBack() {
    const waiting = this.classList.contains("is-over") && !this.querySelector("form") ? [] : this.kept()
    const left = waiting.filter(([name, value, at]) => {
      const field = fields(this).find(one => one.name === name && (!ticks(one) || one.value === value))
      if (!field) return true
      if (ticks(field)) field.checked = true
      else field.value = value
      if (Number.isInteger(at)) field.setSelectionRange(at, at)
    })
    if (left.length) sessionStorage.setItem(this.store, JSON.stringify(left))
    else sessionStorage.removeItem(this.store)
  }

  kept() { return JSON.parse(sessionStorage.getItem(this.store) ?? "[]") }

  get store() { return `gemel-typed:${this.dataset.address}` }
})
