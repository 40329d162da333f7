// One press, one request: what was pressed rests while it is under way.
const resting = new WeakMap()
const sending = new WeakSet()

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const button = detail.requestConfig?.triggeringEvent?.submitter
  if (!button) return
  button.disabled = true
  resting.set(detail.xhr, button)
})

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const button = resting.get(detail.xhr)
  if (button) button.disabled = false
})

// A form that leaves the page the plain way: the second press does nothing until the page is shown again.
let left = []

addEventListener("submit", event => {
  const form = event.target
  if (event.defaultPrevented) return
  if (sending.has(form)) return event.preventDefault()
  sending.add(form)
  // What comes is a file to keep, and the page stays where it is: a moment later it can be asked for again.
  if ("saves" in form.dataset) return setTimeout(again, 1000, form)
  left.push(form)
})

// By whoever types the passphrase again: it is not left standing for whoever holds the phone next.
function again(form) {
  sending.delete(form)
  form.querySelectorAll("[type=password]").forEach(field => { field.value = "" })
}

addEventListener("pageshow", () => {
  left.forEach(form => sending.delete(form))
  left = []
})
