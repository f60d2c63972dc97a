import { useLayoutEffect, useRef } from "preact/hooks";
import type { Image } from "wasm-svd";

/** A grey picture, as large as there is room; the browser smooths it. */
export function FaceCanvas({ image, label }: { readonly image: Image; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height, data } = image;
  useLayoutEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const pixels = new ImageData(width, height);
    data.forEach((value, i) => pixels.data.set([value, value, value, 255], 4 * i));
    context.putImageData(pixels, 0, 0);
  }, [image]);
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />;
}

/** The same with its name below. */
export function FaceFigure({ image, label }: { readonly image: Image; readonly label: string }) {
  return (
    <figure class="faces-figure">
      <FaceCanvas image={image} label={label} />
      <figcaption>{label}</figcaption>
    </figure>
  );
}
