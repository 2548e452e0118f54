import assert from 'node:assert/strict';
import { withUsers } from '../../../src/core/catalog/users';
import { read, readUsers } from './reading';

describe('readUsers', () => {
  it('reads the documented fields', () => {
    const [user] = readUsers([
      {
        id: 'u1',
        username: 'sam.lee',
        firstName: 'Sam',
        lastName: 'Lee',
        displayName: null,
        primaryEmail: { id: 'e1', email: 'sam@example.com', normalizedEmail: 'x' },
        isActive: false,
        isDeleted: false,
        deletedAt: null,
      },
    ]);
    assert.deepEqual(user, {
      id: 'u1',
      username: 'sam.lee',
      name: 'Sam Lee',
      email: 'sam@example.com',
      isActive: false,
      isDeleted: false,
    });
  });

  it('finds a name for everyone', () => {
    const names = [
      { id: '1', displayName: 'Sam\u202e L', firstName: 'No' },
      { id: '2', middleName: 'M' },
      { id: '3', username: 'sam' },
      { id: '4', email: 'sam@example.com' },
      { id: '5', emails: [{ email: 'a@example.com' }] },
      { id: 6 },
    ];
    assert.deepEqual(
      readUsers(names).map(({ name }) => name),
      ['Sam L', 'M', 'sam', 'sam@example.com', 'a@example.com', '6'],
    );
  });

  it('leaves out what cannot be assigned to, and doubles; marks deleted ones', () => {
    const users = readUsers([
      null,
      'x',
      [],
      { name: 'Nobody' },
      { id: '1' },
      { id: '1' },
      { username: 'u', is_deleted: 1 },
    ]);
    assert.deepEqual(
      users.map(({ id, username, isActive, isDeleted }) => [id, username, isActive, isDeleted]),
      [
        ['1', undefined, true, false],
        [undefined, 'u', true, true],
      ],
    );
  });

  it('goes into a catalog, the one before stays as it is', () => {
    const empty = read({});
    const catalog = withUsers(empty, readUsers([{ id: 'a', username: 'b' }]));
    assert.deepEqual(
      catalog.users.map(({ username }) => username),
      ['b'],
    );
    assert.deepEqual(empty.users, []);
  });
});
