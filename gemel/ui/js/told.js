// What was told once leaves the address: no reload tells it again, and the phone's list of pages does not keep what one did.
function forget() {
  const here = new URL(location)
  if (!here.searchParams.has("told")) return
  here.searchParams.delete("told")
  history.replaceState(history.state, "", here)
}

document.addEventListener("htmx:pushedIntoHistory", forget)
forget()
