/** The site with which an account begins: every page, served by everybody. Its owner edits or deletes it (E1). */
import { uuidv7 } from '../domain/id.ts'
import { everyPage } from '../domain/siteAddress.ts'
import type { Database } from './Database.ts'

const descriptions = { ru: 'Все страницы', en: 'All pages' }

export const firstSite = (db: Database, account: string, language: 'ru' | 'en', now: number): void => {
  db.prepare(
    `INSERT INTO sites (id, account, address, description, language, everybody, created_at)
     VALUES (?, ?, ?, ?, ?, 1, ?) ON CONFLICT DO NOTHING`,
  ).run(uuidv7(now), account, everyPage, descriptions[language], language, now)
}
