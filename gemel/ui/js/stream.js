// One stream for the whole visit, open while somebody looks. Where none comes through, the version is asked for.
// Tells the page "gemel:heard" with a version, and "gemel:contact" whenever the server answered.
const GREETING = 4_000, AGAIN = 60_000, HEALTHY = 30_000, SITTING = 3_000, ELSEWHERE = 20_000
const ASK = { headers: { "hx-request": "true" }, cache: "no-store" }
let source, polling = false, stumbles = 0, unanswered = 0, greeting, again, next

const place = () => document.querySelector("gm-live")
const wanted = () => place() && !document.hidden

function hear(version, anew = false) {
  document.dispatchEvent(new Event("gemel:contact"))
  document.dispatchEvent(new CustomEvent("gemel:heard", { detail: { version, anew } }))
}

function close() {
  clearTimeout(greeting)
  clearTimeout(again)
  source?.close()
  source = undefined
}

function open() {
  close()
  if (!wanted()) return
  const mine = source = new EventSource(place().dataset.stream)
  const greeted = anew => ({ data }) => {
    if (mine !== source) return
    clearTimeout(greeting)
    stumbles = unanswered = 0
    polling = false
    ask.later()
    hear(data, anew)
  }
  mine.addEventListener("sitting", greeted(false))
  mine.addEventListener("again", greeted(true))
  mine.addEventListener("error", () => {
    if (mine === source && (++stumbles > 1 || mine.readyState === EventSource.CLOSED)) fallBack()
  })
  greeting = setTimeout(fallBack, GREETING)
}

function fallBack() {
  close()
  polling = true
  again = setTimeout(open, AGAIN)
  ask()
}

/** Ask for the version now, and go on asking for as long as somebody looks. */
async function ask() {
  clearTimeout(next)
  if (!wanted()) return
  try {
    const answer = await fetch(place().dataset.poll, { ...ASK, signal: AbortSignal.timeout(8_000) })
    const version = (await answer.text()).trim()
    if (!answer.ok || !/^\d+$/.test(version)) throw new Error("no version")
    if (unanswered && polling) open()
    unanswered = 0
    hear(version)
  } catch { unanswered++ /* no network, or nobody there: asked again soon */ }
  ask.later()
}

ask.later = () => {
  clearTimeout(next)
  const sitting = document.querySelector("gm-sitting")
  const usual = polling || unanswered ? (sitting ? SITTING : ELSEWHERE) : (sitting ? HEALTHY : 0)
  if (usual) next = setTimeout(ask, unanswered ? Math.min(usual, 500 * 2 ** unanswered) : usual)
}

/** The way to the server may be new: look at once, both ways. */
function afresh() {
  if (!wanted()) return close()
  stumbles = unanswered = 0
  open()
  ask()
}

document.addEventListener("visibilitychange", afresh)
addEventListener("online", afresh)
addEventListener("pagehide", close)
addEventListener("pageshow", event => event.persisted && afresh())

// Pages come and go without a reload; the stream stays for as long as they have a place for it.
document.addEventListener("htmx:afterSettle", () => {
  if (!wanted()) return close()
  if (!source && !polling) open()
  ask.later()
})

open()
