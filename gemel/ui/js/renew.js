// The page of what two people do now, fetched anew and put in the place of the one that is shown.
const gemel = window.gemel ??= {}
const BUSY = ".htmx-request, .htmx-swapping, .htmx-settling"
let line = Promise.resolve()

gemel.sitting = () => document.querySelector("gm-sitting[data-address]")

// What the page asks by itself. Null where there is no way to the server.
gemel.ask = address =>
  fetch(address, { headers: { "hx-request": "true" }, cache: "no-store", signal: AbortSignal.timeout(8000) }).catch(() => null)

// Waits while a tap is under way: its answer may be all that is needed.
gemel.idle = async () => {
  for (let tries = 0; tries < 200 && document.querySelector(BUSY); tries++) await new Promise(done => setTimeout(done, 50))
}

// Resolves to whether the page is right now.
gemel.renew = () => line = line.then(renewed, renewed)

async function renewed() {
  await gemel.idle()
  const address = gemel.sitting()?.dataset.address
  if (!address) return true
  const answer = await gemel.ask(address)
  if (!answer || answer.status >= 500) return false
  const html = await answer.text()
  await gemel.idle()
  if (gemel.sitting()?.dataset.address !== address) return true
  if (answer.redirected || !answer.ok) return elsewhere(answer.url)
  const old = document.getElementById("main"), put = gemel.carry(old)
  gemel.dress(html)
  htmx.swap(old, html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 }, { select: "#main" })
  put()
  return true
}

// It is not here any more, or they are signed out. What was typed is not left behind for that.
function elsewhere(address) {
  if (!gemel.typed().length) location.replace(address)
  return true
}
