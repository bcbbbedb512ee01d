// A panel that asks its host for everything by which it can change what is around it: a button for each, and what it gets.
class Probe {
  constructor(ctx) {
    const { host } = ctx;
    const key = 'A/Requests/{}';
    this.shown = document.createElement('output');
    const button = (name, ask) => {
      const element = document.createElement('button');
      element.textContent = name;
      element.onclick = ask;
      return element;
    };
    ctx.element.append(
      button('One zone', () => host.setVariable('zone', 'us')),
      button('Two zones', () => host.setVariable('zone', ['us', 'eu'])),
      button('No such variable', () => host.setVariable('planet', 'Mars')),
      button('In bytes', () => host.onFieldConfigChange(key, { unit: 'bytes' })),
      button('As it was', () => host.onFieldConfigChange(key, { unit: null })),
      button('Another option', () => host.onOptionsChange({ word: 'new' })),
      this.shown,
    );
    this.update(ctx);
  }

  update({ data, options, host, edit }) {
    const field = data.frames.flatMap(frame => frame.fields).find(({ name }) => name === 'Requests');
    const { text, suffix = '' } = field?.display(2048) ?? { text: 'no data' };
    this.shown.textContent = `${host.replaceVariables('$zone')}, ${text}${suffix}, ${options.word}, ${edit ? 'edited' : 'shown'}`;
  }

  unmount() {}
}

export default { apiVersion: 1, mount: ctx => new Probe(ctx) };
