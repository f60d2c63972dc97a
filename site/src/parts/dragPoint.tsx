import "./dragPoint.css";
import type { ComponentChildren, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";

export interface DragPointProps {
  /** Where it lies, in the coordinates of the picture's viewBox. */
  readonly x: number;
  readonly y: number;
  readonly radius?: number;
  /** What it is, for those who listen; and where. */
  readonly label: string;
  readonly valueText: string;
  readonly class?: string;
  /** Dragged to a place, in the viewBox. */
  readonly onDrag: (x: number, y: number) => void;
  /** Arrow keys: right and up are positive; `fine` with Shift. */
  readonly onStep: (right: number, up: number, fine: boolean) => void;
  readonly onFocus?: () => void;
  readonly onGrab?: () => void;
  readonly onRelease?: () => void;
  readonly onDelete?: () => void;
  readonly children?: ComponentChildren;
}

/** Around a point, what a finger can hit. */
const REACH = 26;

const ARROWS: Partial<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A point of an SVG picture that is moved by mouse, finger or arrow keys. */
export function DragPoint(props: DragPointProps) {
  const { x, y, radius = 8, label, valueText } = props;
  const move = (event: TargetedPointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const place = placeOf(event.currentTarget, event);
    props.onDrag(place.x, place.y);
  };
  const press = (event: TargetedKeyboardEvent<SVGGElement>) => {
    const arrow = ARROWS[event.key];
    if (arrow) props.onStep(arrow[0], arrow[1], event.shiftKey);
    else if (props.onDelete && ["Delete", "Backspace"].includes(event.key)) props.onDelete();
    else return;
    event.preventDefault();
  };
  return (
    <g
      class={`drag-point ${props.class ?? ""}`}
      tabindex={0}
      role="slider"
      aria-label={label}
      aria-roledescription="point to drag"
      aria-valuenow={Math.round(x)}
      aria-valuetext={valueText}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus({ preventScroll: true });
        event.preventDefault();
        props.onGrab?.();
      }}
      // Chromium does not heed touch-action within an SVG picture: it would scroll, and cancel the pointer.
      onTouchStart={(event) => event.preventDefault()}
      onPointerMove={move}
      onLostPointerCapture={props.onRelease}
      onFocus={props.onFocus}
      onKeyDown={press}
    >
      <circle class="reach" cx={x} cy={y} r={REACH} />
      <circle class="dot" cx={x} cy={y} r={radius} />
      {props.children}
    </g>
  );
}

/** Where in the viewBox a pointer is. */
export function placeOf(
  element: SVGGraphicsElement,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): DOMPoint {
  const toViewBox = element.getScreenCTM()?.inverse();
  return new DOMPoint(clientX, clientY).matrixTransform(toViewBox);
}
