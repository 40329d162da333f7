// <gm-copy data-text="…" data-done="Copied"><button type="button" hidden>Share the link</button></gm-copy>
// Hands the text, or that of the field inside, to the phone's own sharing sheet where there is one, else copies it.
customElements.define("gm-copy", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false
    this.querySelectorAll("button").forEach(button => { button.hidden = false })
    this.addEventListener("click", this)
  }

  async handleEvent({ target }) {
    const field = this.querySelector("input")
    if (target === field) return field.select()
    if (!target.closest("button")) return
    const text = this.dataset.text ?? field.value
    try {
      if (navigator.share && matchMedia("(pointer: coarse)").matches) return await navigator.share({ text })
      await navigator.clipboard.writeText(text)
      this.say(this.dataset.done)
    } catch { field?.select() /* closed again, or not allowed: the text stays readable on the page */ }
  }

  say(words) {
    const line = this.querySelector("[role=status]") ?? this.appendChild(document.createElement("p"))
    line.setAttribute("role", "status")
    line.className = "hint"
    line.textContent = words ?? ""
  }
})
