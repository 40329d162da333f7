// How long something lasts, in seconds, also through sleep. The time of day is never used, only how far it moved:
// the steady clock may stand still while the phone sleeps, so the larger advance of the two counts. What cannot be
// true, backwards or half a day at once, is left out. `leapt` says that the two did not agree: somebody set the
// clock, or the phone slept.
const gemel = window.gemel ??= {}
const MOST = 12 * 3_600_000, AGREE = 5000

gemel.elapsed = () => {
  let wall = Date.now(), steady = performance.now(), gone = 0
  const elapsed = () => {
    const byWall = Date.now() - wall, bySteady = performance.now() - steady
    const more = byWall > bySteady && byWall < MOST
    gone += more ? byWall : bySteady
    if (more && byWall - bySteady > AGREE) elapsed.leapt = true
    wall += byWall
    steady += bySteady
    return gone / 1000
  }
  elapsed.leapt = false
  return elapsed
}
