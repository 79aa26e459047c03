import { z } from 'zod';
import { read, update } from '../../src/operation/index.ts';

const LANGUAGES = [
  'en',
  'fr',
  'es',
  'de',
  'it',
  'nl',
  'pl',
  'pt',
  'ar',
  'ro',
  'hi',
  'ur',
  'cs',
  'sv',
  'id',
  'da',
  'hu',
  'uk',
  'el',
  'tr',
  'hr',
  'zh',
  'lt',
  'ko',
] as const;

export const getPreferences = read({
  id: 'user_preferences_retrieve',
  name: 'ciso_get_preferences',
  title: 'Get own preferences',
  description: 'Preferences of the account of this server, such as its language.',
  words: 'my settings, which language do I use, locale, interface language, Sprache anzeigen, Einstellungen, préférences, preferencias',
  route: 'GET /user-preferences/',
});

export const updatePreferences = update({
  id: 'user_preferences_partial_update',
  name: 'ciso_update_preferences',
  title: 'Set own language',
  description: 'Sets the language of the account of this server, also for mails to it. Answers nothing.',
  words: 'change language, switch locale, interface in French, Sprache ändern, changer la langue, cambiar idioma',
  route: 'PATCH /user-preferences/',
  body: { lang: z.enum(LANGUAGES) },
});
