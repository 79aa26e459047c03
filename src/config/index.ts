export { settingFacts } from './settings.ts';
export type { SettingFacts, SettingName, Settings } from './settings.ts';
export { processEnvironment, readSettings, SettingsError } from './read.ts';
export type { Environment } from './read.ts';
