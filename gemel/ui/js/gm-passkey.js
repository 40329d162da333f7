// A passkey, made or asked for: what the browser's own dialog answers goes into the form, which is then sent as any other.
// Without script, or where a browser knows no passkeys, the element stays hidden and codes do the same.
const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), one => one.charCodeAt(0))
const letters = buffer =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
const readied = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }))

async function make(options) {
  options.user.id = bytes(options.user.id)
  options.challenge = bytes(options.challenge)
  options.excludeCredentials = readied(options.excludeCredentials)
  return navigator.credentials.create({ publicKey: options })
}

async function ask(options) {
  options.challenge = bytes(options.challenge)
  options.allowCredentials = readied(options.allowCredentials)
  return navigator.credentials.get({ publicKey: options })
}

function told({ id, rawId, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature"].filter(part => response[part])
  return { id, rawId: letters(rawId), type, response: Object.fromEntries(parts.map(part => [part, letters(response[part])])) }
}

if (window.PublicKeyCredential) customElements.define("gm-passkey", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.go())
  }

  async go() {
    const form = this.closest("form"), trouble = this.querySelector(".field-error")
    if (!form.reportValidity()) return
    trouble.hidden = true
    try {
      const found = await (this.dataset.make ? make(JSON.parse(this.dataset.make)) : ask(JSON.parse(this.dataset.ask)))
      this.querySelector("input").value = JSON.stringify(told(found))
    } catch {
      trouble.textContent = this.dataset.wrong
      trouble.hidden = false
      return
    }
    form.requestSubmit()
  }
})
