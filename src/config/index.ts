export { settingFacts } from './settings.ts';
export type { SettingFacts, Settings } from './settings.ts';
export { processEnvironment, readSettings, SettingsError } from './read.ts';
export type { Environment } from './read.ts';
export { defaultStateDir } from './state-dir.ts';
