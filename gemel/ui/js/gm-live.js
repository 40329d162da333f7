// <gm-live data-stream data-poll data-now>: hears that something changed, and has the page show it.
// A sitting's page is fetched anew; elsewhere there is a quiet line, or a cover where a pause holds for both.
const KEY = "gemel-live"
let heard, forced = false, sending = 0, looking, line = ""

const place = () => document.querySelector("gm-live")
const sitting = () => document.querySelector("gm-sitting")
const shown = () => { const here = sitting(); return here ? here.seen ?? here.dataset.version : sessionStorage.getItem(KEY) }
// Somebody who looks for help is left in peace.
const undisturbed = () => location.pathname.startsWith("/help")

/** Whether anything on the page was typed or chosen, and is nowhere else yet. */
function unsent() {
  if (document.querySelector("main .error, main .has-error")) return true
  return [...document.querySelectorAll("main :is(input, textarea, select)")].some(field =>
    field.type !== "hidden" && (field.options ? [...field.options].some(one => one.selected !== one.defaultSelected)
      : field.value !== field.defaultValue || field.checked !== field.defaultChecked))
}

function remember(version) {
  sessionStorage.setItem(KEY, version)
  const here = sitting()
  if (here) here.seen = version
}

async function look() {
  if (looking || sending || document.hidden || heard === undefined || !place() || undisturbed()) return
  if (!forced && heard === shown()) return sitting() && sessionStorage.setItem(KEY, heard)
  const version = heard, was = forced, mine = looking = new AbortController()
  forced = false
  try {
    await (sitting() ? sitting().anew(mine.signal) : place().now(mine.signal))
    if (mine === looking) remember(version)
  } catch {
    forced ||= was
    if (mine === looking) setTimeout(look, 2_000)
    return
  } finally { if (mine === looking) looking = undefined }
  if (heard !== version || forced) look()
}

document.addEventListener("gemel:heard", ({ detail }) => {
  heard = detail.version
  forced ||= detail.anew
  look()
})

// What hung while there was no network is not waited for.
function letGo() {
  sending = 0
  looking?.abort()
  looking = undefined
}
addEventListener("online", letGo)
document.addEventListener("visibilitychange", letGo)

document.addEventListener("htmx:beforeRequest", () => { sending++ })
document.addEventListener("htmx:afterRequest", () => { sending = Math.max(0, sending - 1) })
document.addEventListener("htmx:sendError", () => { setTimeout(look, 2_000) })
document.addEventListener("htmx:afterSettle", () => { look() })

customElements.define("gm-live", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this)
    if (sitting()) line = ""
    else if (line && !this.childElementCount) this.fill(line)
  }

  handleEvent({ target }) {
    if (target.closest("[data-close]")) target.closest(".live-cover").className = "live-line live-held"
  }

  fill(html) {
    this.innerHTML = html
    window.htmx?.process(this)
  }

  async now(signal) {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(8_000)])
    const answer = await fetch(this.dataset.now, { headers: { "hx-request": "true" }, cache: "no-store", signal: limit })
    if (answer.status >= 500) throw new Error("not now")
    const html = answer.status === 200 && !answer.redirected ? await answer.text() : ""
    if (!this.isConnected || sitting()) return
    this.fill(html)
    const cover = this.querySelector("[data-go]")
    line = cover ? "" : html
    if (!cover || cover.dataset.go === location.pathname) return
    if (document.querySelector(".is-breathing")) cover.className = "live-line live-held"
    else if (!unsent()) cover.querySelector("a[href]").click()
  }
})
