// What was typed and not sent goes over into the page that takes this one's place. Nothing typed is ever lost.
const gemel = window.gemel ??= {}
const FIELDS = "textarea, select, input:not([type=hidden], [type=submit], [type=button], [type=file])"
const PICKED = "[type=radio], [type=checkbox]"

function touched(field) {
  if (field.matches(PICKED)) return field.checked !== field.defaultChecked
  if (!field.options) return field.value !== field.defaultValue
  return field.selectedIndex !== Math.max(0, [...field.options].findIndex(option => option.defaultSelected))
}

// Every field that holds something which is nowhere else yet.
gemel.typed = (root = document, sent = null) =>
  [...root.querySelectorAll(FIELDS)].filter(field => touched(field) && !(sent && field.form === sent))

function twin(main, field) {
  return [...main.querySelectorAll(FIELDS)].find(one =>
    one.name === field.name && one.type === field.type && (!one.matches(PICKED) || one.value === field.value))
}

function put(next, field) {
  if (next.matches(PICKED)) next.checked = field.checked
  else next.value = field.value
}

function hand(main, field) {
  const next = twin(main, field)
  if (next) put(next, field)
  else if (field.value && !field.matches(`select, ${PICKED}`)) {
    const foot = main.querySelector(".sitting-foot"), kept = field.closest(".field") ?? field
    foot ? foot.before(kept) : (main.querySelector("gm-sitting") ?? main).append(kept)
    return field
  }
  return next
}

// Gather from the old page; the function given back puts it into the new one. `sent` is the form that is on its way.
gemel.carry = (old, sent = null) => {
  const at = document.activeElement, from = old.contains(at) ? at : null
  const fields = gemel.typed(old, sent)
  const open = [...old.querySelectorAll("details[open] > summary")].map(one => one.textContent)
  return () => {
    const main = document.getElementById("main")
    for (const one of main.querySelectorAll("summary")) if (open.includes(one.textContent)) one.parentElement.open = true
    const moved = new Map(fields.map(field => [field, hand(main, field)]))
    if (sent || !(from || at === document.body)) return
    const next = moved.get(from) ?? (from?.name && main.querySelector(`[name="${CSS.escape(from.name)}"][value="${CSS.escape(from.value)}"]`))
    ;(next || main).focus({ preventScroll: true })
    if (next && from.selectionEnd > 0) next.setSelectionRange(from.selectionStart, from.selectionEnd)
  }
}

// A page that comes back after one of its forms was sent: what stood in another of them stays where it stood. A
// passphrase does not: it is asked for where somebody is about to do something, and is typed there.
function beside(form) {
  const fields = gemel.typed(document.getElementById("main"), form).filter(field => field.form && field.type !== "password")
  return () => {
    for (const field of fields) {
      const its = `form[action="${CSS.escape(field.form.getAttribute("action"))}"]`
      const next = [...document.querySelectorAll(`#main ${its}`)].map(one => twin(one, field)).find(Boolean)
      if (next) put(next, field)
    }
  }
}

function comesBack({ requestConfig, xhr }) {
  if (requestConfig?.verb !== "post" || !requestConfig.elt.matches("#main form")) return false
  return xhr.status === 422 || new URL(xhr.responseURL).pathname === location.pathname
}

// The same over one's own tap: what stood in another field than the one that was sent.
let onward

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const form = detail.requestConfig?.elt, here = gemel.sitting()
  const same = here?.contains(form) && detail.xhr.responseText.includes(`data-address="${here.dataset.address}"`)
  onward = same ? gemel.carry(document.getElementById("main"), form) : comesBack(detail) ? beside(form) : null
})

document.addEventListener("htmx:afterSwap", () => {
  onward?.()
  onward = null
})
