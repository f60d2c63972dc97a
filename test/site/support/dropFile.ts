import type { Page } from "playwright";

export interface Dropped {
  readonly name: string;
  readonly type: string;
  readonly content: string | Uint8Array;
}

/** Drops a file on the place for files of a panel, as from the desktop. */
export async function dropFile(page: Page, { name, type, content }: Dropped): Promise<void> {
  const base64 = Buffer.from(content).toString("base64");
  const dataTransfer = await page.evaluateHandle(
    ([name, type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, { type }));
      return transfer;
    },
    [name, type, base64],
  );
  await page.dispatchEvent(".drop", "dragover", { dataTransfer });
  await page.dispatchEvent(".drop", "drop", { dataTransfer });
}
