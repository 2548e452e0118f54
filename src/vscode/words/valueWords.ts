import * as vscode from 'vscode';
import type { Option, State, User } from '../../core/catalog/model';
import type { Meaning, TimeReading } from '../../core/values/describe';
import { isoText } from '../../core/values/moment';

/**
 * What a value means, in a line or two without a full stop. Names stand in it as the service has them: whoever shows it
 * where VS Code renders links or icons escapes it.
 */
export function meaningText(meaning: Meaning): string {
  switch (meaning.kind) {
    case 'moment':
      return momentText(meaning);
    case 'timeOfDay':
      return meaning.readings.map(timeOfDayText).join('\n');
    case 'day':
      return dayText(meaning);
    case 'month':
      return vscode.l10n.t('If months are counted from 1: {0}', monthText(meaning.month));
    case 'user':
      return userText(meaning.user);
    case 'state':
      return meaning.procedure === undefined
        ? stateText(meaning.state)
        : vscode.l10n.t('{0}, a state of {1}', stateText(meaning.state), meaning.procedure.name);
    case 'status':
      return statusText(meaning.status);
    case 'option':
      return optionText(meaning.option);
    case 'options':
      return meaning.options.map(optionText).join('\n');
    case 'procedure':
      return vscode.l10n.t('Procedure {0} ({1})', meaning.procedure.name, meaning.procedure.shortId);
    case 'entity':
      return vscode.l10n.t('Entity {0}', meaning.entity.name);
  }
}

/** Local time with its zone, and UTC; with the assumption that stands behind it, where there is one. */
function momentText({ ms, unit, isSure }: Extract<Meaning, { kind: 'moment' }>): string {
  const times = `${localText(ms)}\n${utcText(ms)}`;
  if (isSure) return times;
  switch (unit) {
    case 's':
      return `${vscode.l10n.t('If these are seconds since 1970:')}\n${times}`;
    case 'ms':
      return `${vscode.l10n.t('If these are milliseconds since 1970:')}\n${times}`;
    case 'text':
      return `${vscode.l10n.t('It names no time zone. As local time:')}\n${times}`;
  }
}

/** A moment in the zone of this machine, with the day of the week and the zone. Input in epoch ms. */
export function localText(ms: number): string {
  return new Date(ms).toLocaleString([], {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  });
}

function timeOfDayText({ unit, ms }: TimeReading): string {
  const time = new Date(ms).toLocaleTimeString([], { timeZone: 'UTC', timeStyle: 'medium' });
  switch (unit) {
    case 'minutes':
      return vscode.l10n.t('If these are minutes since midnight: {0}', time);
    case 'seconds':
      return vscode.l10n.t('If these are seconds since midnight: {0}', time);
    case 'milliseconds':
      return vscode.l10n.t('If these are milliseconds since midnight: {0}', time);
  }
}

function dayText({ ms, unit }: Extract<Meaning, { kind: 'day' }>): string {
  const day = new Date(ms).toLocaleDateString([], { timeZone: 'UTC', dateStyle: 'full' });
  return unit === 'days'
    ? vscode.l10n.t('If these are days since 1970: {0}', day)
    : vscode.l10n.t('If these are the digits of a day: {0}', day);
}

function monthText(month: number): string {
  return new Date(Date.UTC(2000, month - 1)).toLocaleDateString([], { timeZone: 'UTC', month: 'long' });
}

function utcText(ms: number): string {
  return vscode.l10n.t('{0} (UTC)', isoText(ms) ?? String(ms));
}

function userText({ name, username, email, isActive, isDeleted }: User): string {
  const others = [username, email].filter(text => text !== undefined && text !== name);
  const who = [name, ...new Set(others)].join(', ');
  if (isDeleted) return vscode.l10n.t('{0} (deleted)', who);
  return isActive ? who : vscode.l10n.t('{0} (login disabled; still receives assignments)', who);
}

function stateText({ name, shortId, role }: State): string {
  const both = name === shortId ? name : vscode.l10n.t('{0} ({1})', name, shortId);
  if (role === 'start') return vscode.l10n.t('{0}: default start state', both);
  return role === 'completed' ? vscode.l10n.t('{0}: default completed state', both) : both;
}

function statusText(status: Extract<Meaning, { kind: 'status' }>['status']): string {
  switch (status) {
    case 'OPEN':
      return vscode.l10n.t('Being worked on');
    case 'COMPLETED':
      return vscode.l10n.t('Completed');
    case 'CANCELLED':
      return vscode.l10n.t('Cancelled');
  }
}

function optionText({ value, label, description }: Option): string {
  const name = label === undefined || label === value ? String(value) : `${value}: ${label}`;
  return description === undefined ? name : `${name} (${description})`;
}
