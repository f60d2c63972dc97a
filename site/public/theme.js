// Light, dark, or as the system has it: for the explorer, the guide and the reference. Loaded in the head, where it
// blocks, so that nothing flashes; and not inline, which policies forbid. src/shell/themes.ts has what is chosen from.
{
  const KEY = "wasm-svd-theme";
  const page = document.documentElement;

  const remembered = () => {
    try {
      return localStorage.getItem(KEY) ?? "auto";
    } catch {
      // Pages without storage look as the system does,
      return "auto";
    }
  };

  const remember = (theme) => {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // and forget what was chosen.
    }
  };

  const show = (theme) => {
    if (theme === "light" || theme === "dark") page.dataset.theme = theme;
    else delete page.dataset.theme;
  };

  show(remembered());
  addEventListener("change", ({ target }) => {
    if (target.name !== "theme") return;
    show(target.value);
    remember(target.value);
  });
  // Where the choice stands in the page from the beginning; the explorer makes its own.
  addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector(
      `[name="theme"][value="${page.dataset.theme ?? "auto"}"]`,
    );
    if (button) button.checked = true;
  });
}
