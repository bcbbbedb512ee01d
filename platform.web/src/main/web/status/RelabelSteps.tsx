import type { Labels } from '@gnomon/plugin-api';
import { LabelChips } from '../shell/LabelChips.tsx';
import { Loaded } from '../shell/states.tsx';
import { t } from '../texts/t.ts';
import { useStatus } from './api.ts';
import { labelChanges } from './relabelling.ts';

interface Step {
  readonly rule: Readonly<Record<string, unknown>>;
  readonly output: Labels;
  readonly keep: boolean;
}

/** What each relabelling rule of a pool makes of the labels with which a target was discovered. */
export function RelabelSteps({ pool, labels }: { pool: string; labels: Labels }) {
  const query = useStatus<{ readonly steps: readonly Step[] }>('targets/relabel_steps', {
    scrapePool: pool,
    labels: JSON.stringify(labels),
  });
  return (
    <Loaded query={query} failure={t('discovery.notLoaded')}>
      {({ steps }) =>
        steps.length === 0 ? (
          <p className="hint">{t('discovery.noRules')}</p>
        ) : (
          <ol className="steps">
            {steps.map((step, index) => {
              const { added, removed } = labelChanges(
                index === 0 ? labels : steps[index - 1].output,
                step.output,
              );
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity but their place
                <li key={index}>
                  <code className="mono break">{ruleText(step.rule)}</code>
                  {step.keep ? (
                    <div>
                      <LabelChips labels={added} />
                      {removed.map(name => (
                        <span className="chip" key={name}>
                          <s>{name}</s>
                        </span>
                      ))}
                      {Object.keys(added).length + removed.length === 0 && (
                        <span className="hint">{t('discovery.unchanged')}</span>
                      )}
                    </div>
                  ) : (
                    <span className="health bad">{t('discovery.dropped')}</span>
                  )}
                </li>
              );
            })}
          </ol>
        )
      }
    </Loaded>
  );
}

/** The rule in one line, its action first. */
function ruleText({ action, ...rest }: Readonly<Record<string, unknown>>): string {
  const parts = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [String(action), ...parts].join(' ');
}
