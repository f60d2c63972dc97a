// Before the first paint, so that it does not flash: a script that blocks, and not inline, which policies forbid.
// What is remembered is written by src/shell/theme.tsx.
try {
  const theme = localStorage.getItem("wasm-svd-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Pages without storage look as the system does.
}
