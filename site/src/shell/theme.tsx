import { useEffect, useState } from "preact/hooks";

/** Each with what its button shows: a circle half in shadow, a sun, a moon. */
const THEMES = {
  auto: "M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13",
  light:
    "M8 4.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3",
  dark: "M13.8 9.8A6.2 6.2 0 1 1 6.2 2.2 5 5 0 0 0 13.8 9.8z",
} as const;

type Theme = keyof typeof THEMES;

/** As public/theme.js reads it before the first paint. */
const KEY = "wasm-svd-theme";

/** Light, dark, or as the system has it; kept from visit to visit. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(shown);
  useEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // Pages without storage forget it.
    }
  }, [theme]);
  return (
    <fieldset class="theme">
      <legend class="unseen">Theme</legend>
      {(Object.keys(THEMES) as Theme[]).map((name) => (
        <label key={name} title={`Theme: ${name}`}>
          <input
            class="unseen"
            type="radio"
            name="theme"
            checked={name === theme}
            onChange={() => setTheme(name)}
          />
          <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
            <path d={THEMES[name]} />
          </svg>
          <span class="unseen">{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

function shown(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "auto";
}
