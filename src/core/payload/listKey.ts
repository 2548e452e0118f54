/** The key under which a file may hold its list of processes, as the body of Bulk Update does (page api-11531082). */
export const listKey = 'processes';
