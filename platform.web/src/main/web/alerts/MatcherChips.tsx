/** Matchers as texts such as `job="node"`, one chip each. */
export function MatcherChips({ texts }: { texts: readonly string[] }) {
  return texts.map(text => (
    <span className="chip mono" key={text}>
      {text}
    </span>
  ));
}
