// The small things every page needs. All pages work without this file.
import "./awake.js"
import "./back.js"
import "./bell.js"
import "./carry.js"
import "./elapsed.js"
import "./once.js"
import "./renew.js"
import "./stream.js"
import "./taps.js"
import "./told.js"
import "./trusted.js"
import "./gm-coach.js"
import "./gm-copy.js"
import "./gm-down.js"
import "./gm-exit.js"
import "./gm-live.js"
import "./gm-note.js"
import "./gm-offline.js"
import "./gm-overlap.js"
import "./gm-pacer.js"
import "./gm-passkey.js"
import "./gm-photos.js"
import "./gm-reveal.js"
import "./gm-sitting.js"
import "./gm-sound.js"
import "./gm-timer.js"
import "./gm-zone.js"

const gemel = window.gemel ??= {}

// A page that came without a reload begins where a screen reader can hear it begin.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!detail.boosted || document.querySelector("[autofocus]")) return
  const start = document.querySelector("main .error") ?? document.querySelector("main")
  start?.focus({ preventScroll: !start.matches(".error") })
})

// A page that came without a reload also brings its mood: the class of its body.
function dress(html) {
  const { className } = new DOMParser().parseFromString(html, "text/html").body
  if (className) document.body.className = className
}

gemel.dress = dress

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target === document.body) dress(detail.xhr.responseText)
})
document.addEventListener("htmx:historyCacheMissLoad", ({ detail }) => dress(detail.xhr.responseText))
