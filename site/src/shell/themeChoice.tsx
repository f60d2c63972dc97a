import { type Theme, THEMES } from "./themes.ts";

/** Light, dark, or as the system has it: public/theme.js listens, shows and remembers. docs/header.ts has the same. */
export function ThemeChoice() {
  return (
    <fieldset class="theme">
      <legend class="unseen">Theme</legend>
      {(Object.keys(THEMES) as Theme[]).map((name) => (
        <label key={name} title={`Theme: ${name}`}>
          <input
            class="unseen"
            type="radio"
            name="theme"
            value={name}
            defaultChecked={name === shown()}
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
