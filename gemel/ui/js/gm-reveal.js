// Two sheets turn over at once, the first time both answers are open.
customElements.define("gm-reveal", class extends HTMLElement {
  connectedCallback() {
    if (!("fresh" in this.dataset)) return
    delete this.dataset.fresh
    this.classList.add("is-turning")
    this.addEventListener("animationend", () => this.classList.remove("is-turning"), { once: true })
  }
})
