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

// Somebody between us answers for a server that is away: the page stays, whatever was typed on it, as without a network.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { status, responseText } = detail.xhr
  if (![413, 502, 503, 504].includes(status) || responseText.includes("id=\"main\"")) return
  detail.shouldSwap = false
  htmx.trigger(detail.requestConfig.elt, "htmx:sendError", detail)
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
