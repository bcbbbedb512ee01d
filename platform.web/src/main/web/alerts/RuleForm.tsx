import type { Labels } from '@gnomon/plugin-api';
import { Autocomplete, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { gnomon, RequestFailed } from '../api/client.ts';
import { useMay } from '../api/queries.ts';
import { go, usePlace } from '../router.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Empty, Loaded } from '../shell/states.tsx';
import { toast } from '../shell/toasts.ts';
import { useUnsaved } from '../shell/useUnsaved.tsx';
import { t } from '../texts/t.ts';
import { routesTest, useReloadAlerting } from './api.ts';
import { BackTestResult } from './BackTestResult.tsx';
import { FiresWhen } from './FiresWhen.tsx';
import { backTest, type FileText, readFile, useFiles, writeFile } from './files.ts';
import { LabelRows } from './LabelRows.tsx';
import { waysOf } from './receivers.ts';
import { isChangeable, NEW_RULE, onlyRule, type RuleDraft, readRule, withRule } from './ruleYaml.ts';
import { compared } from './threshold.ts';
import type { RouteNode } from './types.ts';

const PromqlEditor = lazy(() => import('../query/PromqlEditor.tsx'));

/** An alerting rule as a form: a new one, or the one that the address names, in a file of rules.d. */
export function RuleForm() {
  const { parameters } = usePlace();
  const name = parameters.get('name');
  const group = parameters.get('group') ?? '';
  const index = Number(parameters.get('index'));
  const file = useQuery({
    queryKey: ['alerting', 'file', 'rules', name],
    queryFn: ({ signal }) => readFile('rules', name ?? '', signal),
    enabled: name !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (name === null) {
    const expr = parameters.get('expr') ?? '';
    return <Form draft={{ ...NEW_RULE, expr }} />;
  }
  return (
    <Loaded query={file} failure={t('files.notLoaded')}>
      {found => {
        const draft = readRule(found.text, { group, index });
        return draft ? (
          <Form draft={draft} place={{ name, group, index, file: found }} />
        ) : (
          <Empty
            title={t('rules.gone')}
            text={t('rules.goneHint')}
            action={
              <Button onClick={() => go('alerts/file', { kind: 'rules', name })}>{t('files.asText')}</Button>
            }
          />
        );
      }}
    </Loaded>
  );
}

interface Place {
  readonly name: string;
  readonly group: string;
  readonly index: number;
  /** As it was when the form was filled: somebody else's change meanwhile is refused, not overwritten. */
  readonly file: FileText;
}

function Form({ draft: given, place: begun }: { draft: RuleDraft; place?: Place }) {
  const [place] = useState(begun);
  const [draft, setDraft] = useState(given);
  // As it was last written to the file, or when the form was opened.
  const [kept, setKept] = useState(given);
  const [name, setName] = useState(place?.name ?? 'rules.yml');
  const [group, setGroup] = useState(place?.group ?? 'alerts');
  // How often the labels were set by choosing a receiver: their rows then begin anew.
  const [told, setTold] = useState(0);
  const editor = useMay('editor');
  const { question } = useUnsaved(editor && JSON.stringify(draft) !== JSON.stringify(kept));
  const files = useFiles('rules').data?.filter(file => !file.readOnly) ?? [];
  const reload = useReloadAlerting();
  const set = (changed: Partial<RuleDraft>) => setDraft({ ...draft, ...changed });
  const save = useMutation({
    mutationFn: () => put(name, group, draft, place),
    onSuccess: () => {
      toast.done(t('files.saved', { name: draft.alert }));
      reload();
      setKept(draft);
    },
  });
  // What the back-test is about; whom to tell and in what words does not count.
  const tested = onlyRule(group, { ...draft, alert: draft.alert || t('rules.new'), annotations: {} });
  const test = useMutation({ mutationFn: backTest });
  // Who comes from a query wants to see at once what it would have done.
  const run = useRef(test.mutate);
  const first = useRef(!place && compared(draft.expr).threshold !== undefined ? tested : undefined);
  useEffect(() => {
    if (first.current) run.current(first.current);
  }, []);
  const saved = save.isSuccess;
  useEffect(() => {
    if (saved) go('alerts/rules');
  }, [saved]);
  const problem = save.error ?? test.error;
  return (
    <form
      className="rule-form form"
      onSubmit={event => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <PageHeader
        title={place ? given.alert : t('rules.new')}
        subtitle={<PageLink path="alerts/rules">{t('alerts.tab.rules')}</PageLink>}
      >
        {place && (
          <Button onClick={() => go('alerts/file', { kind: 'rules', name: place.name })}>
            {t('files.asText')}
          </Button>
        )}
        <Button loading={test.isPending} disabled={!draft.expr} onClick={() => test.mutate(tested)}>
          {t('backtest.run')}
        </Button>
        <Button type="submit" variant="filled" disabled={!editor} loading={save.isPending}>
          {t('files.save')}
        </Button>
      </PageHeader>
      {!editor && <p className="hint">{t('rules.needsEditor')}</p>}
      {problem && <Banner tone="bad">{problem.message}</Banner>}
      <TextInput
        label={t('rules.name')}
        value={draft.alert}
        required
        placeholder="TargetDown"
        onChange={event => set({ alert: event.currentTarget.value })}
      />
      <div>
        <div className="field-label">{t('rules.expression')}</div>
        <Suspense fallback={<div className="promql" />}>
          <PromqlEditor value={draft.expr} onChange={expr => set({ expr })} focused={false} />
        </Suspense>
        <p className="hint">{t('rules.expressionHint')}</p>
      </div>
      <FiresWhen expr={draft.expr} onChange={expr => set({ expr })} />
      <TextInput
        label={t('rules.for')}
        description={t('rules.forHint')}
        value={draft.for}
        onChange={event => set({ for: event.currentTarget.value })}
      />
      <Tell
        labels={draft.labels}
        onChange={labels => {
          set({ labels });
          setTold(told + 1);
        }}
      />
      {draft.alert && <Told labels={{ ...draft.labels, alertname: draft.alert }} />}
      <LabelRows
        legend={t('rules.annotations')}
        labels={draft.annotations}
        onChange={annotations => set({ annotations })}
      />
      <details className="more-fields" open={place !== undefined}>
        <summary>{t('rules.more')}</summary>
        <LabelRows
          key={told}
          legend={t('alerts.column.labels')}
          labels={draft.labels}
          onChange={labels => set({ labels })}
        />
        <TextInput
          label={t('rules.keepFiringFor')}
          description={t('rules.keepFiringForHint')}
          value={draft.keepFiringFor}
          onChange={event => set({ keepFiringFor: event.currentTarget.value })}
        />
        {!place && (
          <div className="fields">
            <Autocomplete
              label={t('files.name')}
              data={files.map(file => file.name)}
              value={name}
              onChange={setName}
            />
            <TextInput
              label={t('rules.group')}
              value={group}
              onChange={event => setGroup(event.currentTarget.value)}
            />
          </div>
        )}
      </details>
      {test.data && <BackTestResult result={test.data} stale={test.variables !== tested} />}
      {question}
    </form>
  );
}

/** Chooses who is told, by the labels that lead there; those that led to the receiver before go. */
function Tell({ labels, onChange }: { labels: Labels; onChange: (labels: Labels) => void }) {
  const tree = useQuery({
    queryKey: ['alerting', 'routes'],
    queryFn: ({ signal }) => gnomon.get<RouteNode>('alerting/routes', signal),
  });
  const ways = useMemo(() => (tree.data ? waysOf(tree.data) : []), [tree.data]);
  const chosen = ways.findLast(way => isSubset(way.labels, labels));
  if (ways.length < 2) return null;
  return (
    <Select
      label={t('rules.tell')}
      description={t('rules.tellHint')}
      data={ways.map(way => way.receiver)}
      value={chosen?.receiver ?? null}
      allowDeselect={false}
      onChange={value => {
        const way = ways.find(each => each.receiver === value);
        if (!way) return;
        const kept = Object.entries(labels).filter(([name]) => !(name in (chosen?.labels ?? {})));
        onChange({ ...Object.fromEntries(kept), ...way.labels });
      }}
    />
  );
}

function isSubset(some: Labels, all: Labels): boolean {
  return Object.entries(some).every(([name, value]) => all[name] === value);
}

/** Who would be told of an alert with these labels, apart from those that its series bring along. */
function Told({ labels }: { labels: Labels }) {
  const [settled] = useDebouncedValue(labels, 400);
  const told = useQuery(routesTest(settled));
  if (!told.data) return null;
  return (
    <p className="hint">
      {t('routes.would')}: <b>{told.data.receivers.join(', ')}</b>
    </p>
  );
}

/** Puts the rule into its place, or behind the others of its file as that is now; a file that is not there is made. */
async function put(name: string, group: string, draft: RuleDraft, place: Place | undefined): Promise<void> {
  const before = place?.file ?? (await current(name));
  if (!isChangeable(before.text)) throw new Error(t('files.notChangeable', { name }));
  const version = before.version || undefined;
  await writeFile('rules', name, withRule(before.text, group, draft, place?.index), version);
}

async function current(name: string): Promise<FileText> {
  try {
    return await readFile('rules', name);
  } catch (error) {
    if (error instanceof RequestFailed && error.status === 404) return { text: '', version: '' };
    throw error;
  }
}
