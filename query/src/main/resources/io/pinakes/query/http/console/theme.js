// Runs before the page is drawn, so that it does not flash in the other scheme.
try {
  const theme = localStorage.getItem("pinakes.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A browser that keeps nothing follows the system.
}
