// <gm-zone><input type="hidden" name="zone"></gm-zone>: the zone in which this phone tells the time.
customElements.define("gm-zone", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input")
    if (field && !field.value) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? ""
  }
})
