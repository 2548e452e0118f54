import type { Ui } from '../../../src/vscode/ui';
import type { Script } from './script';

/** Puts itself between the extension and a script, and writes down all that the extension says or asks, to the last word. */
export function record(ui: Ui, script: Script): string[] {
  const said: string[] = [];
  const note = (...what: unknown[]) => said.push(JSON.stringify(what));
  const recorder: Ui = {
    info: async (message, ...actions) => {
      note('info', message, actions);
      return script.info(message, ...actions);
    },
    warn: async (message, ...actions) => {
      note('warn', message, actions);
      return script.warn(message, ...actions);
    },
    error: async (message, ...actions) => {
      note('error', message, actions);
      return script.error(message, ...actions);
    },
    confirm: async (message, detail, ...actions) => {
      note('confirm', message, detail, actions);
      return script.confirm(message, detail, ...actions);
    },
    pick: async (choices, options) => {
      const all = await choices;
      note('pick', options, all);
      return script.pick(all, options);
    },
    live: async options => {
      note('live', options);
      const { onText } = options;
      return script.live({
        ...options,
        onText: list =>
          onText({
            get text() {
              return list.text;
            },
            signal: list.signal,
            type: text => list.type(text),
            close: () => list.close(),
            show: (choices, busy) => {
              note('live', choices);
              list.show(choices, busy);
            },
          }),
      });
    },
    input: async options => {
      note('input', options);
      return script.input(options);
    },
    saveFile: async options => {
      note('file', options);
      return script.saveFile(options);
    },
    openFiles: async options => {
      note('file', options);
      return script.openFiles(options);
    },
    progress: async (title, work) => {
      note('progress', title);
      return script.progress(title, work);
    },
  };
  Object.assign(ui, recorder);
  return said;
}
