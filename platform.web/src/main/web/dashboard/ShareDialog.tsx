import { Modal, SegmentedControl, Select, Switch } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useDataSources } from '../api/queries.ts';
import { Banner } from '../shell/Banner.tsx';
import { Copied } from '../shell/Copied.tsx';
import { Button } from '../shell/controls.tsx';
import { download, downloadBlob } from '../shell/download.ts';
import { Icon } from '../shell/icons.tsx';
import { t } from '../texts/t.ts';
import type { RawRange } from '../time/range.ts';
import { panelFile, sharedLink } from './addresses.ts';
import type { Dashboard } from './model.ts';
import { portable } from './portable.ts';
import type { Values } from './variables.ts';

/** A panel that is shared: as the page shows it, copies of repeated ones with their values. */
export interface SharedPanel {
  /** Its number on the page, and in the dashboard: a copy of a repeated panel has another one. */
  readonly id: number;
  readonly source: number;
  readonly type: string;
  readonly title: string;
  /** Values of variables of this copy alone. */
  readonly scope?: Values;
  /** A picture of it as it is drawn. */
  readonly picture: () => Promise<Blob>;
}
interface ShareProps {
  readonly uid: string;
  /** As it is saved. */
  readonly dashboard: Dashboard;
  readonly range: RawRange;
  readonly values: Values;
  readonly panel?: SharedPanel;
  readonly onClose: () => void;
}

/** Types that the server draws; pictures of others are taken in the page. */
const DRAWN_BY_SERVER = ['timeseries', 'stat', 'table'];
const SIZE = { width: 1000, height: 500 };

/** Hands a dashboard or a panel on: as a link, as JSON, as a table or a picture. */
export default function ShareDialog(props: ShareProps) {
  const { panel, onClose } = props;
  const [tab, setTab] = useState<'link' | 'file'>('link');
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={panel ? t('share.panel', { title: panel.title || panel.type }) : t('share.dashboard')}
    >
      <div className="form">
        <SegmentedControl
          size="xs"
          aria-label={t('share.as')}
          value={tab}
          onChange={value => setTab(value as typeof tab)}
          data={[
            { value: 'link', label: t('share.link') },
            { value: 'file', label: panel ? t('share.files') : 'JSON' },
          ]}
        />
        {tab === 'link' && <Link {...props} />}
        {tab === 'file' && (panel ? <Files {...props} panel={panel} /> : <Json {...props} />)}
      </div>
    </Modal>
  );
}

function Link({ uid, range, values, panel }: ShareProps) {
  const [absolute, setAbsolute] = useState(false);
  const [variables, setVariables] = useState(true);
  const [theme, setTheme] = useState<'' | 'dark' | 'light'>('');
  const address = sharedLink(uid, {
    range,
    values: variables ? values : {},
    absolute,
    theme,
    ...(panel && { panel: panel.id }),
  });
  return (
    <>
      <Switch
        label={t('share.absolute')}
        description={t('share.absoluteHint')}
        checked={absolute}
        onChange={event => setAbsolute(event.currentTarget.checked)}
      />
      <Switch
        label={t('links.includeVars')}
        checked={variables}
        onChange={event => setVariables(event.currentTarget.checked)}
      />
      <Select
        label={t('theme.title')}
        allowDeselect={false}
        data={[
          { value: '', label: t('share.ownTheme') },
          { value: 'dark', label: t('theme.dark') },
          { value: 'light', label: t('theme.light') },
        ]}
        value={theme}
        onChange={value => setTheme((value ?? '') as typeof theme)}
      />
      <Copied label={t('share.link')} text={address} rows={3} />
    </>
  );
}

function Json({ uid, dashboard }: ShareProps) {
  const [elsewhere, setElsewhere] = useState(false);
  const sources = useDataSources(elsewhere).data ?? [];
  const text = `${JSON.stringify(elsewhere ? portable(dashboard, sources) : dashboard, undefined, 2)}\n`;
  return (
    <>
      <Switch
        label={t('share.elsewhere')}
        description={t('share.elsewhereHint')}
        checked={elsewhere}
        onChange={event => setElsewhere(event.currentTarget.checked)}
      />
      <Copied label="JSON" text={text} rows={12}>
        <Button
          leftSection={<Icon name="download" size={14} />}
          onClick={() => download(`${uid}.json`, 'application/json', text)}
        >
          {t('dashboard.export')}
        </Button>
      </Copied>
    </>
  );
}

function Files({ uid, range, values, panel }: ShareProps & { panel: SharedPanel }) {
  const shown = { range, values: { ...values, ...panel.scope } };
  const take = useMutation({
    mutationFn: panel.picture,
    onSuccess: blob => downloadBlob(`${panel.title || panel.type}.png`, blob),
  });
  return (
    <>
      <p className="hint">{t('share.filesHint')}</p>
      <div className="controls">
        <a className="address-link" download href={panelFile(uid, panel.source, 'csv', shown, SIZE)}>
          <Icon name="download" size={14} />
          {t('panel.csv')}
        </a>
        {DRAWN_BY_SERVER.includes(panel.type) ? (
          <a className="address-link" download href={panelFile(uid, panel.source, 'png', shown, SIZE)}>
            <Icon name="download" size={14} />
            {t('share.picture')}
          </a>
        ) : (
          <Button
            leftSection={<Icon name="download" size={14} />}
            loading={take.isPending}
            onClick={() => take.mutate()}
          >
            {t('share.picture')}
          </Button>
        )}
      </div>
      {take.isError && <Banner tone="bad">{take.error.message}</Banner>}
    </>
  );
}
