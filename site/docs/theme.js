// The choice between light and dark, shared with the explorer. Loaded in the head, before anything is painted.
const KEY = "wasm-svd-theme";
const root = document.documentElement;

function remembered() {
  try {
    return localStorage.getItem(KEY) ?? "auto";
  } catch {
    return "auto";
  }
}

function show(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

function remember(theme) {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Pages without storage forget it.
  }
}

if (root.dataset.base === undefined) {
  show(remembered());
  addEventListener("DOMContentLoaded", () => {
    const select = document.querySelector(".theme select");
    select.value = remembered();
    select.closest(".theme").hidden = false;
    select.addEventListener("change", () => {
      remember(select.value);
      show(select.value);
    });
  });
} else {
  // TypeDoc's pages have a choice of their own, which reads and writes another key.
  try {
    localStorage.setItem("tsd-theme", remembered().replace("auto", "os"));
  } catch {
    // As above.
  }
  addEventListener("change", ({ target }) => {
    if (target.id === "tsd-theme") remember(target.value.replace("os", "auto"));
  });
}
