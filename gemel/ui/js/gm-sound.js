// <gm-sound [data-usual] data-on="Sound is on" data-off="Sound is off"><button type="button" hidden></button></gm-sound>
const gemel = window.gemel ??= {}

customElements.define("gm-sound", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.button.hidden = false
    this.button.addEventListener("click", () => this.turn())
    this.say(this.on)
  }

  // Where it is usual, as at the end of phones down, it rings unless it was turned off.
  get on() {
    return "usual" in this.dataset ? gemel.sound() !== "no" : gemel.sound() === "yes"
  }

  turn() {
    const on = !this.on
    gemel.sound(on ? "yes" : "no")
    this.say(on)
    if (on) gemel.bell()
  }

  say(on) {
    this.button.textContent = on ? this.dataset.on : this.dataset.off
    this.button.classList.toggle("is-on", on)
  }
})
