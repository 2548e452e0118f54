import type { Json, JsonObject } from '../json';
import { answer, type Reply } from './answers';
import type { SandboxChoices } from './choices';
import { text } from './config/shape';
import { team } from './team';
import { uuidOf, type RoleDef, type UserDef } from './team/model';
import { users } from './team/people';
import type { World } from './world';

/** 1 January 2026: when the team of the sandbox was set up, epoch ms. */
const setUpAt = 1_767_225_600_000;

/** List Users (V1), page api-11531149; deleted users are among them, which is an assumption. */
export function listUsers({ choices }: World): Reply {
  const list = users.map(user => userJson(choices, user));
  return answer(choices, choices.dataEnvelope === 'present', list);
}

function userJson(choices: SandboxChoices, user: UserDef): JsonObject {
  return {
    id: user.id,
    createdAt: setUpAt,
    updatedAt: setUpAt,
    username: user.username,
    firstName: text(choices, user.firstName),
    lastName: user.lastName,
    middleName: '',
    displayName: text(choices, `${user.firstName} ${user.lastName}`.trim()),
    gender: '',
    dob: 0,
    bio: '',
    profileImageUrl: '',
    coverImageUrl: '',
    timezone: 'Europe/Berlin',
    data: null,
    onboardingData: null,
    isActive: user.isActive,
    isDeleted: user.isDeleted,
    deletedAt: null,
    availabilityStatus: user.isActive ? 'AVAILABLE' : 'UNAVAILABLE',
    team: team.id,
    role: roleJson(choices, user.role),
    primaryEmail: user.email === null ? null : emailJson(user, user.email),
    primaryPhone: null,
    profile: null,
  };
}

function emailJson(user: UserDef, email: string): JsonObject {
  return {
    id: uuidOf(`email:${user.username}`),
    createdAt: setUpAt,
    updatedAt: setUpAt,
    email,
    normalizedEmail: email.toLowerCase(),
    type: 'WORK',
    isVerified: true,
    user: user.id,
  };
}

function roleJson(choices: SandboxChoices, role: RoleDef): Json {
  if (choices.userRole === 'object') return { id: role.id, name: role.name };
  return choices.userRole === 'uuid' ? role.id : role.name;
}
