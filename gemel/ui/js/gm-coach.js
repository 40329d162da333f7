// <gm-coach data-field="id">: reads the field's words over while somebody writes, when they rest, and shows one hint.
// For the writer alone; nothing waits for it, and what it says is gone with the page. Without script its button asks.
const REST = 900 // milliseconds without a key
const FEW = 3 // words

customElements.define("gm-coach", class extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.field)
    this.ask = this.querySelector(".coach-ask-for")
    this.note = this.querySelector(".coach-note")
    if (!this.field || !this.ask) return
    this.ask.hidden = true
    this.ask.type = "button" // or Enter in a field of one line would press it
    this.kept = []
    this.writes = () => this.wait()
    this.field.addEventListener("input", this.writes)
    this.addEventListener("click", this)
    if (this.field.value) this.wait()
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.asking?.abort()
    this.field?.removeEventListener("input", this.writes)
  }

  wait() {
    clearTimeout(this.timer)
    this.asking?.abort()
    this.timer = setTimeout(() => this.look(), REST)
  }

  async look() {
    const text = this.field.value.trim()
    if (text === this.read) return
    if (text.split(/\s+/).length < FEW) return this.show("")
    this.asking = new AbortController()
    const form = this.field.form, body = new URLSearchParams({ _look: this.ask.value, [this.field.name]: text })
    body.set("_look", `${this.field.name} ${this.ask.value.split(" ")[1]}`)
    for (const name of ["_token", "_reply_to"]) body.set(name, form.elements[name]?.value ?? "")
    body.set("kept", this.kept.join(" "))
    if (this.offered) body.set("offered", "yes")
    try {
      const answer = await fetch("/coach/hints", { method: "POST", body, signal: this.asking.signal })
      if (!answer.ok || !this.isConnected) return
      this.read = text
      this.show(await answer.text())
    } catch { /* no network, or more was typed: nothing is said */ }
  }

  show(html) {
    if (html.trim() === this.note.innerHTML.trim()) return
    this.note.innerHTML = html
    for (const button of this.note.querySelectorAll("button")) button.hidden = false
    if (this.note.querySelector(".coach-warm")) this.offered = true
  }

  handleEvent({ target }) {
    const button = target.closest("[data-take], [data-keep], [data-pause]")
    if (!button) return
    if ("pause" in button.dataset) return this.pause()
    if ("take" in button.dataset) this.take(this.note.querySelector(".coach-rewrite").textContent)
    else this.keep(button.dataset.keep)
    this.show("")
  }

  // The first gap is chosen, so that the next word typed fills it.
  take(words) {
    this.field.value = this.read = words
    this.field.dispatchEvent(new Event("input", { bubbles: true }))
    this.field.focus()
    const gap = words.indexOf("…")
    if (gap >= 0) this.field.setSelectionRange(gap, gap + 1)
  }

  // Called without leaving the page: the pause comes over it as it does on the other phone, and the words stay.
  async pause() {
    const { action } = document.getElementById("pausing")
    await this.post(action, {}).catch(() => {})
    this.show("")
  }

  post(address, values) {
    const body = new URLSearchParams({ ...values, _token: this.field.form.elements._token?.value ?? "" })
    return fetch(address, { method: "POST", body, redirect: "manual" })
  }

  keep(rule) {
    this.kept.push(rule)
    this.field.focus()
    this.post("/coach/rests", { rule }).catch(() => {})
  }
})
