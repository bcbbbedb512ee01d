import { TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../api/queries.ts';
import { go, usePlace } from '../router.ts';
import { Banner } from '../shell/Banner.tsx';
import { Button } from '../shell/controls.tsx';
import { PageHeader } from '../shell/PageHeader.tsx';
import { PageLink } from '../shell/PageLink.tsx';
import { Loaded, Loading } from '../shell/states.tsx';
import { toast } from '../shell/toasts.ts';
import { t } from '../texts/t.ts';
import { useReloadAlerting } from './api.ts';
import { BackTestResult } from './BackTestResult.tsx';
import { backTest, deleteFile, type FileKind, type FileText, readFile, writeFile } from './files.ts';

const YamlEditor = lazy(() => import('./YamlEditor.tsx'));

const BEGINNING: Readonly<Record<FileKind, string>> = {
  rules: `groups:
  - name: example
    rules:
      - alert: TargetDown
        expr: up == 0
        for: 5m
        labels:
          severity: page
        annotations:
          summary: '{{ $labels.instance }} does not answer'
`,
  alerting: `receivers:
  - name: db
    webhook_configs:
      - url: http://db.example.org/hook
routes:
  - receiver: db
    matchers: [team=db]
`,
};

/** A rule file or a fragment of alertmanager.yml as text; a new one when the address names none. */
export function FilePage() {
  const { parameters } = usePlace();
  const kind: FileKind = parameters.get('kind') === 'alerting' ? 'alerting' : 'rules';
  const name = parameters.get('name') ?? '';
  const kept = parameters.get('kept') ?? undefined;
  const file = useQuery({
    queryKey: ['alerting', 'file', kind, name, kept],
    queryFn: ({ signal }) => readFile(kind, name, signal, kept),
    enabled: name !== '',
    // What is being edited is not replaced under the reader's hands; the version tells when somebody was faster.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (name === '') return <Editor kind={kind} name="" file={undefined} />;
  return (
    <Loaded query={file} failure={t('files.notLoaded')}>
      {found =>
        kept ? (
          <KeptFile name={name} path={kept} text={found.text} />
        ) : (
          <Editor key={`${kind} ${name}`} kind={kind} name={name} file={found} />
        )
      }
    </Loaded>
  );
}

/** A file that its user keeps is shown as it is, and never written. */
function KeptFile({ name, path, text }: { name: string; path: string; text: string }) {
  return (
    <>
      <PageHeader
        title={name}
        subtitle={
          <>
            <PageLink path="alerts/files">{t('alerts.tab.files')}</PageLink>
            <span className="mono">{path}</span>
          </>
        }
      >
        <span className="chip">{t('files.readOnly')}</span>
      </PageHeader>
      <Suspense fallback={<Loading />}>
        <YamlEditor label={name} value={text} />
      </Suspense>
    </>
  );
}

function Editor({ kind, name, file }: { kind: FileKind; name: string; file: FileText | undefined }) {
  const [text, setText] = useState(file?.text ?? BEGINNING[kind]);
  const [newName, setNewName] = useState(kind === 'rules' ? 'rules.yml' : 'receivers.yml');
  const [version, setVersion] = useState(file?.version);
  const may = useMay(kind === 'rules' ? 'editor' : 'admin');
  const reload = useReloadAlerting();
  const save = useMutation({
    mutationFn: () => writeFile(kind, name || newName, text, version),
    onSuccess: written => {
      setVersion(written);
      toast.done(t('files.saved', { name: name || newName }));
      reload();
      if (!name) go('alerts/file', { kind, name: newName }, true);
    },
  });
  const remove = useMutation({
    mutationFn: () => deleteFile(kind, name, version ?? ''),
    onSuccess: () => {
      toast.done(t('files.deleted', { name }));
      reload();
      go('alerts/files');
    },
  });
  const test = useMutation({ mutationFn: () => backTest(text) });
  const problem = save.error ?? remove.error ?? test.error;
  return (
    <>
      <PageHeader
        title={name || t('files.new')}
        subtitle={<PageLink path="alerts/files">{t('alerts.tab.files')}</PageLink>}
      >
        {name && (
          <Button color="red" variant="light" disabled={!may} onClick={() => remove.mutate()}>
            {t('sources.delete')}
          </Button>
        )}
        {kind === 'rules' && (
          <Button loading={test.isPending} onClick={() => test.mutate()}>
            {t('backtest.run')}
          </Button>
        )}
        <Button variant="filled" disabled={!may} loading={save.isPending} onClick={() => save.mutate()}>
          {t('files.save')}
        </Button>
      </PageHeader>
      {!name && (
        <TextInput
          size="xs"
          w={320}
          label={t('files.name')}
          value={newName}
          onChange={event => setNewName(event.currentTarget.value)}
        />
      )}
      {problem && <Banner tone="bad">{problem.message}</Banner>}
      <Suspense fallback={<Loading />}>
        <YamlEditor
          label={name || t('files.new')}
          value={text}
          problem={problem?.message ?? ''}
          {...(may && { onChange: setText })}
        />
      </Suspense>
      {test.data && <BackTestResult result={test.data} />}
    </>
  );
}
