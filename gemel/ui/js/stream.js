// Hears that something changed: over a stream while the page is looked at, and by asking where no stream comes through.
const gemel = window.gemel ??= {}
const GREETING = 4000, HALF = 30_000, MINUTE = 60_000, BACK = 1000
const PACE = [["gm-down:not(.is-over)", MINUTE], ["gm-sitting:not(.is-over)", 3000], ["gm-live", 20_000]]
const live = () => document.querySelector("gm-live")
let source, errors = 0, lost = false, greeting, asking, retry

function close() {
  for (const timer of [greeting, asking, retry]) clearTimeout(timer)
  source?.close()
  source = undefined
}

function open() {
  close()
  if (document.hidden || !live()) return
  source = new EventSource(live().dataset.stream)
  for (const name of ["sitting", "again", "message"]) source.addEventListener(name, hear)
  source.addEventListener("error", trouble)
  greeting = setTimeout(fallBack, GREETING)
}

function hear({ type, data }) {
  errors = 0
  lost = false
  for (const timer of [greeting, asking, retry]) clearTimeout(timer)
  live()?.hear(Number(data), type === "again")
  lookIn()
}

// A stream may die without a word, behind a phone that changed its network: in a sitting the number is asked for too.
function lookIn() {
  if (!gemel.sitting()) return
  asking = setTimeout(async () => { await check(); if (!document.hidden) lookIn() }, HALF)
}

// The browser connects again by itself, save where the answer was no stream at all.
function trouble() {
  errors += 1
  clearTimeout(greeting)
  if (errors > 1) return fallBack()
  greeting = setTimeout(fallBack, GREETING)
  if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, BACK)
}

function fallBack() {
  if (errors > 1) source.close()
  clearTimeout(retry)
  retry = setTimeout(open, MINUTE)
  poll()
}

async function poll() {
  clearTimeout(asking)
  const mine = source
  await check()
  if (mine === source && !document.hidden && live()) asking = setTimeout(poll, PACE.find(([where]) => document.querySelector(where))[1])
}

async function check() {
  const answer = live() && await gemel.ask(live().dataset.poll)
  if (answer === null) lost = true
  if (!answer?.ok || answer.redirected) return
  const version = Number(await answer.text())
  if (lost) again()
  live()?.hear(version)
}

function again() {
  errors = 0
  lost = false
  open()
}

// Looked at again, the network back, or a page out of the browser's memory: it is to be right within a second.
function wake() {
  if (document.hidden) return close()
  again()
  check()
}

document.addEventListener("visibilitychange", wake)
document.addEventListener("resume", wake)
addEventListener("online", wake)
addEventListener("pageshow", event => event.persisted && wake())
addEventListener("pagehide", close)

gemel.listen = () => source ?? open()
gemel.leave = () => live() ?? close()
