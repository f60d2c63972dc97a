export default function Panel() {
  return <p>Not here yet.</p>;
}
