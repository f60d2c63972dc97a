/** What there is to choose from, each with what its button shows: a circle half in shadow, a sun, a moon. */
export const THEMES = {
  auto: "M8 1.5a6.5 6.5 0 1 0 0 13zM8 1.5a6.5 6.5 0 0 1 0 13",
  light:
    "M8 4.8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3",
  dark: "M13.8 9.8A6.2 6.2 0 1 1 6.2 2.2 5 5 0 0 0 13.8 9.8z",
} as const;

export type Theme = keyof typeof THEMES;
