// A tap that found no network is kept and goes out when there is one. The server leaves out what is stale.
const gemel = window.gemel ??= {}
let kept = null

const ours = target => target.matches?.("gm-sitting form")

function keep({ target, detail }) {
  if (ours(target)) kept = [target, detail.requestConfig.triggeringEvent?.submitter]
}

document.addEventListener("htmx:beforeRequest", ({ target }) => { if (ours(target)) kept = null })
document.addEventListener("htmx:sendError", keep)
document.addEventListener("htmx:timeout", keep)

// Somebody between us answers for a server that is away: the page stays.
document.addEventListener("htmx:beforeSwap", event => {
  const { status, responseText } = event.detail.xhr
  if (status < 502 || status > 504 || responseText.includes("id=\"main\"") || !ours(event.target)) return
  event.detail.shouldSwap = false
  keep(event)
  document.querySelector("gm-offline")?.kept()
})

// Whether a tap is on its way: its answer is then the page as it stands.
gemel.resend = () => {
  if (!kept) return false
  const [form, button] = kept
  kept = null
  if (!form.isConnected) return false
  // Pressed anew: which button it was goes along only with a press.
  if (button?.isConnected) button.click()
  else form.requestSubmit()
  return true
}

addEventListener("online", gemel.resend)
