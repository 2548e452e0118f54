// What a process object of a request is made of (page api-11530135).

/** The three values of `status`. */
export type Status = 'OPEN' | 'COMPLETED' | 'CANCELLED';
export const statuses: readonly Status[] = ['OPEN', 'COMPLETED', 'CANCELLED'];

/** The fields that Create documents. */
export const processFields = ['data', 'record', 'status', 'state', 'nextActionAt', 'assignedTo'] as const;
