// Keeps the screen on while something on the page asks for it, where the browser can.
const gemel = window.gemel ??= {}
const WANTS = "gm-sitting:not(.is-over, .is-waiting), gm-down:not(.is-over), gm-pacer.is-going"
let lock, asking = false

gemel.awake = async () => {
  if (asking || !navigator.wakeLock) return
  const wanted = !document.hidden && document.querySelector(WANTS)
  if (Boolean(wanted) === Boolean(lock && !lock.released)) return
  asking = true
  if (wanted) lock = await navigator.wakeLock.request("screen").catch(() => undefined)
  else await lock.release().catch(() => {})
  asking = false
  if (lock && !lock.released && !document.querySelector(WANTS)) gemel.awake()
}

document.addEventListener("visibilitychange", gemel.awake)
