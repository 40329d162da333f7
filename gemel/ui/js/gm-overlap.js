// Two circles follow a slider. Without this file five small pictures say what its ends and its middle mean.
customElements.define("gm-overlap", class extends HTMLElement {
  connectedCallback() {
    this.slider = this.querySelector("input[type=range]")
    this.slider.addEventListener("input", this.moved)
    this.draw()
  }

  moved = () => {
    this.draw()
    this.querySelector("input[value=yes]").checked = true
  }

  draw() {
    const [left, right] = this.querySelectorAll(".overlap-now circle")
    const apart = (100 - this.slider.value) * 0.44 + 4
    left.setAttribute("cx", 100 - apart)
    right.setAttribute("cx", 100 + apart)
  }
})
