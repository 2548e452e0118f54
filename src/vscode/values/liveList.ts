import * as vscode from 'vscode';
import type { LiveChoice, LiveList, LiveOptions } from '../ui';

/** VS Code's own quick pick, filled while it is open. It stays when the focus goes elsewhere: what is typed in it is work. */
export async function liveList<T>(options: LiveOptions<T>): Promise<T | undefined> {
  const pick = vscode.window.createQuickPick<LiveChoice<T>>();
  const abort = new AbortController();
  const list: LiveList<T> = {
    get text() {
      return pick.value;
    },
    signal: abort.signal,
    show: (choices, busy = false) => {
      if (abort.signal.aborted) return;
      const active = pick.activeItems[0]?.value;
      pick.keepScrollPosition = true;
      pick.items = choices.map(choice => (options.filters ? choice : { ...choice, alwaysShow: true }));
      // Rows that come late must not move the one that the user is on.
      const same = active === undefined ? undefined : pick.items.find(({ value }) => value === active);
      if (same !== undefined && options.filters) pick.activeItems = [same];
      pick.busy = busy;
    },
    type: text => {
      pick.value = text;
      options.onText(list);
    },
    close: () => pick.hide(),
  };
  const { back } = options;
  pick.title = options.title;
  pick.placeholder = options.placeholder;
  pick.value = options.text ?? '';
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = options.filters;
  pick.matchOnDetail = options.filters;
  if (back !== undefined) pick.buttons = [vscode.QuickInputButtons.Back];
  return new Promise(resolve => {
    let result: T | undefined;
    const choose = (value: T) => {
      if (!options.onPick(value, list)) return;
      result = value;
      pick.hide();
    };
    pick.onDidChangeValue(() => options.onText(list));
    pick.onDidAccept(() => {
      const [chosen] = pick.selectedItems;
      if (chosen !== undefined) choose(chosen.value);
    });
    pick.onDidTriggerItemButton(({ item, button }) => {
      const own = item.buttons?.find(one => one === button) ?? item.buttons?.find(one => alike(one, button));
      if (own !== undefined) choose(own.value);
    });
    pick.onDidTriggerButton(() => {
      result = back;
      pick.hide();
    });
    pick.onDidHide(() => {
      abort.abort();
      pick.dispose();
      resolve(result);
    });
    options.onText(list);
    pick.show();
  });
}

function alike(a: vscode.QuickInputButton, b: vscode.QuickInputButton): boolean {
  return a.tooltip === b.tooltip;
}
