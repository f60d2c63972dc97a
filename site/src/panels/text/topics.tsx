import type { LSA } from "wasm-svd";
import { percent } from "../../parts/percent.ts";

/** Of each side. */
const WORDS = 8;

export interface TopicsProps {
  readonly lsa: LSA;
  readonly chosen: number;
  readonly onChoose: (topic: number) => void;
}

/** The topics, with the strongest words of their two sides. */
export function Topics({ lsa, chosen, onChoose }: TopicsProps) {
  return (
    <ol class="text-topics">
      {Array.from(lsa.explainedVarianceRatio, (ratio, i) => {
        const [plus, minus] = strongest(lsa, i);
        return (
          <li key={i} data-chosen={i === chosen}>
            <button type="button" aria-pressed={i === chosen} onClick={() => onChoose(i)}>
              Topic {i + 1}
            </button>{" "}
            <span class="note">{percent(ratio)} of the variance</span>
            <p>
              <strong aria-label="more of">+</strong> {plus.join(", ")}
              {minus.length > 0 && (
                <>
                  <br />
                  <strong aria-label="less of">−</strong> {minus.join(", ")}
                </>
              )}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

/** The words with the largest weights above 0, and those with the lowest below it. */
function strongest(lsa: LSA, topic: number): readonly [plus: string[], minus: string[]] {
  const weights = lsa.components.row(topic);
  const order = Uint32Array.from(weights.keys()).sort((a, b) => weights[b] - weights[a]);
  const words = (list: Uint32Array, sign: number) =>
    Array.from(list)
      .filter((j) => sign * weights[j] > 0)
      .map((j) => lsa.featureNames?.[j] ?? "");
  return [words(order.slice(0, WORDS), 1), words(order.slice(-WORDS).reverse(), -1)];
}
