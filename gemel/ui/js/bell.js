// One soft bell, made here. It is set on the audio clock ahead of time, so that it rings without network and, as far
// as the device allows, behind a locked screen. Off unless asked for.
const gemel = window.gemel ??= {}
const SHELF = "gemel-sound"
const PARTIALS = [[523, 0.09, 5], [1052, 0.034, 3], [1574, 0.014, 1.6]] // hertz, how loud, seconds to fade
const planned = new Set()
let audio

gemel.sound = word => {
  try {
    if (word) localStorage.setItem(SHELF, word)
    return localStorage.getItem(SHELF)
  } catch { return word /* no storage here: what was asked for holds for this page */ }
}

function strike(at) {
  return PARTIALS.map(([hertz, loud, long]) => {
    const tone = audio.createOscillator(), level = audio.createGain()
    tone.frequency.value = hertz
    level.gain.setValueAtTime(0, at)
    level.gain.linearRampToValueAtTime(loud, at + 0.015)
    level.gain.exponentialRampToValueAtTime(0.0001, at + long)
    tone.connect(level).connect(audio.destination)
    tone.start(at)
    tone.stop(at + long)
    return tone
  })
}

// Places one bell on the audio clock, which may have stood still since it was planned.
function place(one) {
  one.tones?.forEach(tone => tone.stop())
  one.at = audio.currentTime + Math.max(0, one.seconds - one.elapsed())
  one.tones = strike(one.at)
}

const rang = one => one.tones && audio.state === "running" && audio.currentTime >= one.at

// Browsers let a page sound after the first tap only. One that was due by then is let go: its moment has passed.
async function unlock() {
  if (!window.AudioContext || !navigator.userActivation?.hasBeenActive) return
  audio ??= new AudioContext()
  if (audio.state !== "running") await audio.resume().catch(() => {})
  for (const one of planned) {
    if (rang(one)) planned.delete(one)
    else if (one.seconds - one.elapsed() > -2) place(one)
  }
}

gemel.bell = () => gemel.bellIn(0)

// Rings in so many seconds. Gives back what takes it back, which answers whether it was still to ring.
gemel.bellIn = seconds => {
  const one = { seconds, elapsed: gemel.elapsed() }
  planned.add(one)
  unlock()
  return () => {
    if (!planned.delete(one) || rang(one)) return false
    one.tones?.forEach(tone => tone.stop())
    return true
  }
}

for (const name of ["pointerup", "keyup", "visibilitychange"]) document.addEventListener(name, unlock)
