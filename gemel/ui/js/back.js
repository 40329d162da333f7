// No page is shown again out of the browser's memory, where some keep it although they are asked not to: somebody may have
// signed out or left since. It is blank from the moment it is left, and fetched anew when it is come back to.
addEventListener("pagehide", ({ persisted }) => document.documentElement.classList.toggle("gone", persisted))
addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload() })
