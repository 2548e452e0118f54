import type { Order, Report } from '../order';
import { live } from './life';

/** The process: takes orders, one after the other, and reports; it may not live to do so. */
process.on('message', (order: Order) => {
  void live(order).then(
    look => report({ kind: 'done', ...(look === undefined ? {} : { look }) }),
    (error: unknown) =>
      report({
        kind: 'failed',
        error: error instanceof Error ? (error.stack ?? error.message) : String(error),
      }),
  );
});

function report(message: Report): void {
  process.send?.(message);
}
