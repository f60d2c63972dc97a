// What system this is. Uses nothing but Node itself.
import { existsSync, readFileSync } from "node:fs";

/** Ubuntu is left out: its package `chromium-browser` is a snap, which containers cannot run. */
export function isDebian() {
  const file = "/etc/os-release";
  return existsSync(file) && /^ID=debian$/m.test(readFileSync(file, "utf8"));
}
