import { uuidOf, type RoleDef, type UserDef } from './model';

const role = (name: string): RoleDef => ({ id: uuidOf(`role:${name}`), name });

const admin = role('Admin');
const sales = role('Sales');
const service = role('Service');

export const roles: readonly RoleDef[] = [admin, sales, service];

export const pods: readonly RoleDef[] = ['North', 'South'].map(name => ({ id: uuidOf(`pod:${name}`), name }));

interface More {
  readonly isActive?: boolean;
  readonly isDeleted?: boolean;
  readonly email?: null;
}

function user(username: string, firstName: string, lastName: string, has: RoleDef, more: More = {}): UserDef {
  const address = username.includes('@') ? username : `${username}@lumenhof.example`;
  return {
    id: uuidOf(`user:${username}`),
    username,
    firstName,
    lastName,
    email: address,
    role: has,
    isActive: true,
    isDeleted: false,
    ...more,
  };
}

/** The API key of the sandbox acts for this user. */
export const keyOwner = user('integration', 'Integration', '', admin, { email: null });

/** Usernames with and without an `@`, as the documents' samples have both. */
export const users: readonly UserDef[] = [
  keyOwner,
  user('ines.pereira', 'Inês', 'Pereira', sales),
  user('jonas.oberg@lumenhof.example', 'Jonas', 'Öberg', sales),
  user('asha.rao', 'आशा', 'राव', service),
  user('li.wei', '伟', '李', service, { email: null }),
  user('marta.kowal', 'Marta', 'Kowal', service, { isActive: false }),
  user('former.colleague', 'Former', 'Colleague', sales, { isActive: false, isDeleted: true }),
];
