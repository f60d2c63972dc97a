import { Component, type ComponentChildren } from "preact";

interface BoundaryState {
  readonly failure?: { readonly reason: unknown } | undefined;
}

/** A panel that throws while it is drawn becomes a sentence; the page around it stays. */
export class Boundary extends Component<{ children: ComponentChildren }, BoundaryState> {
  override state: BoundaryState = {};

  static override getDerivedStateFromError(reason: unknown): BoundaryState {
    return { failure: { reason } };
  }

  override render() {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <div role="alert">
        <p>
          This panel has stopped ({reasonOf(failure.reason)}). The others still work.{" "}
          <button type="button" onClick={() => this.setState({ failure: undefined })}>
            Start it again
          </button>
        </p>
      </div>
    );
  }
}

/** What went wrong, in the words of what was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && error.message ? error.message : "for an unknown reason";
}
