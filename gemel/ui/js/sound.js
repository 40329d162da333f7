// One soft bell, made here. It is off unless asked for; phones down ask for it by themselves.
const PARTIALS = [[523.25, 0.16, 2.6], [1046.5, 0.05, 1.7], [1567.98, 0.02, 1.1]]
let context = null

function audio() {
  context ??= window.AudioContext && new AudioContext()
  if (context?.state === "suspended") context.resume().catch(() => {})
  return context
}

addEventListener("pointerdown", () => context && audio(), { passive: true })

// Rings after so many seconds on the audio clock, which goes on without network and as far as a locked phone lets it.
// Gives a function that takes it back.
function bellIn(seconds) {
  const on = audio()
  if (!on) return () => {}
  const at = on.currentTime + Math.max(0, seconds)
  const voices = PARTIALS.map(([pitch, loud, long]) => voice(on, at, pitch, loud, long))
  return () => voices.forEach(one => { try { one.stop() } catch { /* it has rung already */ } })
}

function voice(on, at, pitch, loud, long) {
  const tone = on.createOscillator(), gain = on.createGain()
  tone.frequency.value = pitch
  gain.gain.setValueAtTime(0.0001, at)
  gain.gain.exponentialRampToValueAtTime(loud, at + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.0001, at + long)
  tone.connect(gain).connect(on.destination)
  tone.start(at)
  tone.stop(at + long)
  return tone
}

const wanted = () => localStorage.getItem("gemel-sound") === "on"
window.gemel = { bellIn, bell: () => bellIn(0), soundWanted: wanted }

customElements.define("gm-sound", class extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button")
    this.button.hidden = false
    this.button.onclick = () => {
      localStorage.setItem("gemel-sound", wanted() ? "off" : "on")
      if (wanted()) window.gemel.bell()
      this.say()
    }
    this.say()
  }

  say() {
    this.button.textContent = wanted() ? this.dataset.on : this.dataset.off
    this.button.setAttribute("aria-pressed", wanted())
  }
})
